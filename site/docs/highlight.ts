import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";

hljs.registerLanguage("ts", typescript);
hljs.registerLanguage("js", typescript);
hljs.registerLanguage("sh", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("python", python);
hljs.registerLanguage("html", xml);

/** Marks up code by its language; "" for `text` or none, which the caller escapes. */
export function highlight(code: string, language: string): string {
  if (language === "" || language === "text") return "";
  if (!hljs.getLanguage(language))
    throw new Error(`the guide has code in "${language}", which is not known`);
  return hljs.highlight(code, { language }).value;
}
