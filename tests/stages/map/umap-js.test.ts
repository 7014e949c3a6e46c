import { umapJs } from "../../../src/stages/map/umap-js.js";
import { describeProjector } from "../../conformance/projector.js";

describeProjector("umap-js", () => umapJs);
