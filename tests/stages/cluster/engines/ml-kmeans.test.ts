import { mlKmeans } from "../../../../src/stages/cluster/engines/ml-kmeans.js";
import { describeClusterer } from "../../../conformance/clusterer.js";

describeClusterer("ml-kmeans", () => mlKmeans);
