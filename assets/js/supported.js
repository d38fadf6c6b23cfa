// Run straight after <body> opens, so that a page never flickers from its plain to its scripted form.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
