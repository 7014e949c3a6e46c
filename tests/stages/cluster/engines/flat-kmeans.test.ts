import { flatKmeans } from "../../../../src/stages/cluster/engines/flat-kmeans.js";
import { describeClusterer } from "../../../conformance/clusterer.js";

describeClusterer("flat-kmeans", () => flatKmeans);
