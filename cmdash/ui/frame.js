// A phone shows the menu over the page: once a page is chosen, it makes way. Asked again while Streamlit, busy with the
// page, has not heard it.
if (!window.cmdashMenu) {
  window.cmdashMenu = true;
  const close = (times) => {
    const menu = document.querySelector("[data-testid=stSidebar]");
    if (!menu || menu.dataset.collapsed === "true" || !times) return;
    menu.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
    setTimeout(close, 300, times - 1);
  };
  document.addEventListener("click", (click) => {
    if (window.innerWidth < 768 && click.target.closest("[data-testid=stSidebarNavLink]")) close(10);
  });
}
