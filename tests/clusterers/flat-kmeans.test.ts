import { flatKmeans } from "../../src/clusterers/flat-kmeans.js";
import { describeClusterer } from "../conformance/clusterer.js";

describeClusterer("flat-kmeans", () => flatKmeans);
