import { umapJs } from "../../src/projectors/umap-js.js";
import { describeProjector } from "../conformance/projector.js";

describeProjector("umap-js", () => umapJs);
