// Every page works without this file. It adds what GOV.UK and MOJ components do when scripts run.
import {
  Button, CharacterCount, Checkboxes, createAll, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs
} from 'govuk-frontend'
import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs'
import { ButtonMenu } from '@ministryofjustice/frontend/moj/components/button-menu/button-menu.mjs'
import { SortableTable } from '@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs'

const COMPONENTS = [
  Alert, Button, ButtonMenu, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, SortableTable, Tabs
]

function start(scope) {
  for (const Component of COMPONENTS) {
    createAll(Component, undefined, { scope, onError: (error) => console.warn(error.message) })
  }
}

/** Print buttons are useless without scripts, so they are hidden in the page and shown here. */
function offerPrinting() {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}

/** A folded group of checkboxes says in its heading how many of it are ticked. */
function countTicks() {
  for (const group of document.querySelectorAll('[data-counts]')) {
    const say = () => {
      group.querySelector('[data-count]').textContent = group.querySelectorAll('input[type=checkbox]:checked').length
    }
    group.addEventListener('change', say)
    say()
  }
}

/** GOV.UK marks a radio button that reveals a question as expanded; ARIA allows that of no radio button. */
function leaveRadiosPlain() {
  for (const radio of document.querySelectorAll('input[type=radio][aria-expanded]')) radio.removeAttribute('aria-expanded')
}

start(document)
leaveRadiosPlain()
document.addEventListener('click', leaveRadiosPlain)
window.addEventListener('pageshow', leaveRadiosPlain)
offerPrinting()
countTicks()
document.addEventListener('htmx:load', (event) => {
  if (event.target !== document.body) start(event.target)
})
document.documentElement.setAttribute('data-ready', '')
