import { mlKmeans } from "../../src/clusterers/ml-kmeans.js";
import { describeClusterer } from "../conformance/clusterer.js";

describeClusterer("ml-kmeans", () => mlKmeans);
