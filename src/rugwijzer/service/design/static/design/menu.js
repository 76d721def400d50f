// Where a plan is kept on this device, "Mijn plan" leads to it. Else nothing more is loaded.

const link = document.querySelector("[data-menu-phone]");

if (link && somethingIsKept()) {
  const store = await import(link.dataset.store);
  if (store.read()) link.href = link.dataset.menuPhone;
}

function somethingIsKept() {
  try {
    return localStorage.length > 0;
  } catch {
    return false;
  }
}
