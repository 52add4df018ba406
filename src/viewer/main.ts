/** Opens what stands in the page, or asks the server that it came from. */
import { App } from './app.ts'
import { byId, el } from './dom.ts'
import { LivePage } from './live.ts'
import type { PageData } from './page-data.ts'
import { restoreTheme } from './theme.ts'
import { unpackTrace } from './unpack.ts'

restoreTheme()
void open()

async function open(): Promise<void> {
  try {
    const data = JSON.parse(byId('data').textContent) as PageData
    if (data.live) await new LivePage().start()
    else new App().open(await Promise.all((data.traces ?? []).map(unpackTrace)))
    byId('loading').remove()
    document.documentElement.dataset['ready'] = 'true'
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    byId('loading').replaceChildren(el('p', { role: 'alert' },
      `This page cannot be shown: ${reason}. It needs a browser from 2024 or later (Chrome 123, Firefox 120, Safari 17.5).`))
  }
}
