import { render } from "preact";
import { Shell } from "./shell/shell.tsx";
import "./shell/base.css";
import "./shell/header.css";
import "./shell/shell.css";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no element #app");
render(<Shell />, root);
