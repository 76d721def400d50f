// Who opens the link in a letter wants to stop: the button is pressed for her. Programs that only
// look whether a link is safe do not get here.
document.querySelector("form[data-stop]")?.requestSubmit();
