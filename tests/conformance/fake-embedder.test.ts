import { fakeEmbedder } from "../helpers/fake-embedder.js";
import { describeEmbedder } from "./embedder.js";

// The fake that other tests lean on keeps the contract too.
describeEmbedder("fake", async () => fakeEmbedder());
