// A phone shows the menu over the page: once a page is chosen, it makes way.
if (!window.cmdashMenu) {
  window.cmdashMenu = true;
  document.addEventListener("click", (click) => {
    if (window.innerWidth < 768 && click.target.closest("[data-testid=stSidebarNavLink]")) {
      document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
    }
  });
}
