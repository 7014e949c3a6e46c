import { describe, expect, it, onTestFinished } from "vitest";

import {
  fileUrl,
  hubName,
  hubSettings,
  probeHub,
  type HubSettings,
} from "../../../../src/stages/embed/transformers/hub.js";
import { withHttp } from "../../../../src/io/http.js";
import { makeTestModel } from "../../../../scripts/make-test-model.js";
import { startHub, type Fault, type TestHub } from "../../../helpers/hub.js";
import { temporaryFolder } from "../../../helpers/model-context.js";

describe("hubSettings", () => {
  it("goes to the public hub, without much patience for its first answer", () => {
    const settings = hubSettings({});
    expect(settings.endpoint).toBe("https://huggingface.co");
    expect(settings.answerSeconds).toBeLessThanOrEqual(1.5);
    expect(settings.proxy).toEqual({ httpProxy: "", httpsProxy: "", noProxy: "" });
    expect(fileUrl(settings, "a/b", "c0ffee", "onnx/model.onnx")).toBe(
      "https://huggingface.co/a/b/resolve/c0ffee/onnx/model.onnx",
    );
  });

  it("takes what the environment says", () => {
    const settings = hubSettings({
      HF_ENDPOINT: "http://me:secret@mirror.example:8080/hub/",
      HF_HUB_OFFLINE: "1",
      HF_HUB_ETAG_TIMEOUT: "9",
      HF_HUB_DOWNLOAD_TIMEOUT: "90",
      HTTPS_PROXY: "http://proxy.example:3128",
      no_proxy: "localhost",
    });
    expect(settings.endpoint).toBe("http://me:secret@mirror.example:8080/hub");
    expect(hubName(settings)).toBe("mirror.example:8080");
    expect(settings.offline).toBe(true);
    expect(settings.answerSeconds).toBe(9);
    expect(settings.download.stallSeconds).toBe(90);
    expect(settings.proxy).toEqual({
      httpProxy: "",
      httpsProxy: "http://proxy.example:3128",
      noProxy: "localhost",
    });
  });

  it("never takes a hub on this computer for out of reach", () => {
    expect(hubSettings({ HF_ENDPOINT: "http://127.0.0.1:8080" }).offline).toBe(false);
  });

  it.each([
    { HF_ENDPOINT: "huggingface.co" },
    { HF_ENDPOINT: "file:///models" },
    { HF_HUB_ETAG_TIMEOUT: "soon" },
    { HF_HUB_DOWNLOAD_TIMEOUT: "0" },
  ])("refuses %j", (environment) => {
    expect(() => hubSettings(environment)).toThrow(expect.objectContaining({ kind: "config" }));
  });
});

describe("probeHub", () => {
  async function start(fault?: Fault): Promise<TestHub> {
    const folder = await temporaryFolder();
    await makeTestModel(`${folder}/example/tiny`, 1);
    const hub = await startHub(folder, () => fault);
    onTestFinished(() => hub.close());
    return hub;
  }

  function probe(settings: HubSettings, model = "example/tiny"): Promise<string> {
    const { signal } = new AbortController();
    return withHttp(settings.proxy, (http) => probeHub(http, settings, model, "main", signal));
  }

  it("finds a model", async () => {
    expect(await probe((await start()).settings)).toBe("ready");
  });

  it.each<Fault>(["unavailable", "login-page"])("finds %s odd", async (fault) => {
    expect(await probe((await start(fault)).settings)).toBe("odd");
  });

  it("finds a missing model odd", async () => {
    expect(await probe((await start()).settings, "example/other")).toBe("odd");
  });

  it("finds a hub silent that does not answer in time", async () => {
    const hub = await start("silence");
    expect(await probe({ ...hub.settings, answerSeconds: 0.05 })).toBe("silent");
  });

  it("finds a closed port silent", async () => {
    const hub = await start();
    await hub.close();
    expect(await probe(hub.settings)).toBe("silent");
  });

  it("opens no connection where the network is known to be off", async () => {
    const hub = await start();
    expect(await probe({ ...hub.settings, offline: true })).toBe("silent");
    expect(hub.requests).toEqual([]);
  });
});
