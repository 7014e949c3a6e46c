import { projectors } from "../../../src/stages/map/registry.js";
import { describeProjector } from "../../conformance/projector.js";

for (const [name, projector] of Object.entries(projectors)) describeProjector(name, () => projector);
