/* Shows what a passkey needs only where the browser can do it, and says what went wrong in words. */
(() => {
  const says = document.querySelector('[data-passkey-says]')

  const say = (words) => {
    if (!says) return
    says.textContent = words
    says.hidden = !words
  }

  const namedAddress = !/^[\d.:[\]]+$/.test(location.hostname)

  if (window.PublicKeyCredential && namedAddress) {
    document.querySelectorAll('[data-passkey]').forEach((element) => { element.hidden = false })
  } else if (document.querySelector('button[data-passkey]')) {
    say(namedAddress
      ? 'This browser cannot use passkeys. Sign in another way.'
      : 'Passkeys work at an address with a name, such as localhost, and not at ' + location.hostname + '.')
  }

  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    say('Your device did not finish. Try again, or choose another way.')
  })
})()
