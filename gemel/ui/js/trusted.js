// The policy of every page asks for markup that somebody vouches for. Here the one vouches that fetches gemel's own pages;
// for a script made from text nobody does, and so none can be made.
window.trustedTypes?.createPolicy("default", { createHTML: html => html })
