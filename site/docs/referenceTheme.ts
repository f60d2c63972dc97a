import {
  DefaultTheme,
  type DefaultThemeRenderContext,
  JSX,
  type PageEvent,
  type Reflection,
  type RenderTemplate,
} from "typedoc";
import { header } from "./header.ts";

/** TypeDoc's pages below the header of this site, which takes over the choice of a theme. */
export class ReferenceTheme extends DefaultTheme {
  override getRenderContext(page: PageEvent<Reflection>): DefaultThemeRenderContext {
    const context = super.getRenderContext(page);
    const address = (path: string) => context.relativeURL(`../${path}`) ?? path;
    context.toolbar = () => raw(header({ current: "Reference", address, aside: SEARCH_AND_MENU }));
    // A second choice of the theme, and one of what to leave out of pages that have little to leave out.
    context.settings = () => raw("");
    context.defaultLayout = withoutScript(context.defaultLayout);
    return context;
  }
}

/** Without the script within the page, which sets the theme by another key, and hides the page until all is loaded. */
function withoutScript(layout: DefaultThemeRenderContext["defaultLayout"]) {
  return (template: RenderTemplate<PageEvent<Reflection>>, page: PageEvent<Reflection>) => {
    const html = layout(template, page);
    const body = html.children.find((child) => isElement(child) && child.tag === "body");
    if (!isElement(body)) throw new Error("typedoc: expected a body in the layout");
    const scripts = body.children.filter((child) => isElement(child) && child.tag === "script");
    if (scripts.length !== 1) throw new Error("typedoc: expected one script in the body");
    body.children = body.children.filter((child) => child !== scripts[0]);
    return html;
  };
}

function isElement(child: JSX.Children): child is JSX.Element {
  return typeof child === "object" && child !== null && "tag" in child;
}

function raw(html: string): JSX.Element {
  return JSX.createElement(JSX.Raw, { html });
}

/** What TypeDoc's script looks for, by these names. */
const SEARCH_AND_MENU = `<button id="tsd-search-trigger" class="tsd-widget" aria-label="Search">
<svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path d="M11 11l3.5 3.5M12.5 7a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0z" /></svg>
</button>
<dialog id="tsd-search" aria-label="Search">
<input role="combobox" id="tsd-search-input" aria-controls="tsd-search-results" aria-autocomplete="list"
aria-expanded="true" spellcheck="false" autocapitalize="off" autocomplete="off" placeholder="Search the reference" maxlength="100" />
<ul role="listbox" id="tsd-search-results"></ul>
<div id="tsd-search-status" aria-live="polite" aria-atomic="true"><div>Preparing the index …</div></div>
</dialog>
<a href="#" class="tsd-widget menu" id="tsd-toolbar-menu-trigger" data-toggle="menu" aria-label="Menu">
<svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path d="M1.5 3.5h13M1.5 8h13M1.5 12.5h13" /></svg>
</a>`;
