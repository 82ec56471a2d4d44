import { css, html } from 'lit'
import { property } from 'lit/decorators.js'
import { controls } from '../../console/ui/controls.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'

export interface Instruction {
  readonly title: string
  /** One sentence before the steps. */
  readonly text: string
  /** A line each. */
  readonly steps: string
}

export const lines = (...steps: ReadonlyArray<string>): string => steps.join('\n')

export const instructionTexts = defineTexts({
  ru: {
    places: {
      builder: {
        title: 'Конструктор или CMS с полем для кода',
        text: 'Во многих системах есть готовое поле: «Счётчики», «Вставка кода», «HTML-код для HEAD», «Код перед </body>».',
        steps: lines(
          'Найдите это поле в настройках сайта, рядом с Яндекс Метрикой и другими счётчиками.',
          'Вставьте код целиком. Из двух полей выбирайте то, что перед </body>; поле для <head> тоже подойдёт.',
          'Сохраните и опубликуйте сайт, затем нажмите «Проверить» ниже.',
        ),
      },
      cms: {
        title: 'Другая CMS: шаблон страницы',
        text: 'Код ставится так же, как счётчик посещаемости: подойдёт инструкция «как установить код счётчика» для вашей системы.',
        steps: lines(
          'Откройте в панели управления раздел с шаблонами, темой или дизайном.',
          'Найдите шаблон, общий для всех страниц: подвал (footer) или общий макет (layout, main, base).',
          'Вставьте код перед закрывающим тегом </body> и сохраните.',
          'Если в системе есть кеш, очистите его и нажмите «Проверить» ниже.',
        ),
      },
      manager: {
        title: 'Менеджер тегов (Google Tag Manager и другие)',
        text: 'Чат появится чуть позже остальной страницы, в остальном всё так же.',
        steps: lines(
          'Создайте тег вида «Пользовательский HTML».',
          'Скопируйте ниже код из раздела «Установка по условию» и вставьте его между <script> и </script>.',
          'Выберите триггер «Все страницы» и опубликуйте контейнер.',
          'Откройте сайт в браузере: обращение виджета появится ниже. Сама проверка кода в менеджере тегов не увидит.',
        ),
      },
      ftp: {
        title: 'Сайт из файлов, доступ по FTP',
        text: 'Подойдёт любому сайту. Понадобятся адрес, логин и пароль FTP: их даёт хостинг.',
        steps: lines(
          'Подключитесь программой для FTP, например FileZilla.',
          'Откройте папку сайта: чаще всего она называется public_html, www или htdocs.',
          'Скачайте файл страницы (index.html) или общего шаблона (footer.php, footer.html) и сохраните его копию на всякий случай.',
          'Откройте файл в текстовом редакторе: подойдёт «Блокнот», но не Word.',
          'Найдите тег </body> ближе к концу, вставьте код строкой выше и сохраните, не меняя кодировку.',
          'Загрузите файл обратно на то же место, согласившись заменить старый.',
          'Если у сайта несколько отдельных файлов страниц, повторите это для каждого.',
          'Обновите страницу в браузере (Ctrl+F5) и нажмите «Проверить» ниже.',
        ),
      },
    },
    none: 'Готового пакета пока нет: он появится в одной из следующих версий. Сейчас код ставится вручную.',
    systems: {
      wordpress: {
        title: 'WordPress',
        text: 'Проще всего через плагин вставки кода, он подходит любой теме.',
        steps: lines(
          'В панели WordPress откройте «Плагины» → «Добавить» и установите WPCode или другой плагин вставки кода.',
          'Откройте его раздел «Header & Footer» и вставьте код в поле «Footer».',
          'Без плагина: «Внешний вид» → «Редактор файлов темы» → footer.php, код перед </body>. При обновлении темы его придётся вставить снова.',
          'Сохраните и очистите кеш, если стоит плагин кеширования.',
        ),
      },
      joomla: {
        title: 'Joomla',
        text: 'Код ставится в шаблон сайта.',
        steps: lines(
          'Откройте «Система» → «Шаблоны сайта» и выберите шаблон, который используется.',
          'В списке файлов откройте index.php.',
          'Вставьте код перед </body> и сохраните.',
          'Очистите кеш: «Система» → «Очистить кеш».',
        ),
      },
      bitrix: {
        title: '1С-Битрикс',
        text: 'Код ставится в подвал шаблона сайта.',
        steps: lines(
          'Откройте «Настройки» → «Настройки продукта» → «Сайты» → «Шаблоны сайтов».',
          'Откройте свой шаблон и вставьте код перед </body>. То же самое в файле: /local/templates/имя/footer.php или /bitrix/templates/имя/footer.php.',
          'Сохраните и сбросьте кеш: «Настройки» → «Настройки продукта» → «Автокеширование».',
        ),
      },
    },
  },
  en: {
    places: {
      builder: {
        title: 'A site builder or CMS with a field for code',
        text: 'Many systems have one ready: “Counters”, “Custom code”, “HTML for HEAD”, “Code before </body>”.',
        steps: lines(
          'Find the field in the site’s settings, near Google Analytics and other counters.',
          'Paste the whole code. Of two fields take the one before </body>; the one for <head> works too.',
          'Save and publish the site, then press “Check” below.',
        ),
      },
      cms: {
        title: 'Another CMS: the page template',
        text: 'The code is installed like a visit counter: instructions for “adding a counter” to your system apply.',
        steps: lines(
          'In the control panel, open templates, themes or design.',
          'Find the template that all pages share: the footer, or the common layout (layout, main, base).',
          'Paste the code before the closing </body> tag and save.',
          'If the system has a cache, clear it, and press “Check” below.',
        ),
      },
      manager: {
        title: 'A tag manager (Google Tag Manager and others)',
        text: 'The chat appears a little later than the rest of the page; everything else is the same.',
        steps: lines(
          'Create a tag of the type “Custom HTML”.',
          'Copy the code from “On a condition” below, and paste it between <script> and </script>.',
          'Choose the trigger “All Pages” and publish the container.',
          'Open the site in a browser: the widget’s call appears below. The check itself does not see into a tag manager.',
        ),
      },
      ftp: {
        title: 'A site made of files, FTP access',
        text: 'Works for any site. You need the FTP address, login and password: your hosting gives them.',
        steps: lines(
          'Connect with an FTP program, FileZilla for example.',
          'Open the site’s folder: it is mostly called public_html, www or htdocs.',
          'Download the file of the page (index.html) or of the common template (footer.php, footer.html), and keep a copy of it just in case.',
          'Open the file in a text editor: Notepad will do, Word will not.',
          'Find the </body> tag near the end, paste the code on the line above it, and save without changing the encoding.',
          'Upload the file to the same place, and agree to replace the old one.',
          'If the site has several files of pages, do this for each of them.',
          'Reload the page in your browser (Ctrl+F5), and press “Check” below.',
        ),
      },
    },
    none: 'There is no ready package yet: it comes with one of the next versions. For now the code is put in by hand.',
    systems: {
      wordpress: {
        title: 'WordPress',
        text: 'Simplest with a plugin that inserts code: it suits every theme.',
        steps: lines(
          'In WordPress, open “Plugins” → “Add New”, and install WPCode or another plugin that inserts code.',
          'Open its “Header & Footer” section and paste the code into the “Footer” field.',
          'Without a plugin: “Appearance” → “Theme File Editor” → footer.php, the code before </body>. After an update of the theme it has to be pasted again.',
          'Save, and clear the cache if there is a caching plugin.',
        ),
      },
      joomla: {
        title: 'Joomla',
        text: 'The code goes into the site’s template.',
        steps: lines(
          'Open “System” → “Site Templates”, and choose the template that is in use.',
          'Open index.php in its list of files.',
          'Paste the code before </body> and save.',
          'Clear the cache: “System” → “Clear Cache”.',
        ),
      },
      bitrix: {
        title: '1C-Bitrix',
        text: 'The code goes into the footer of the site’s template.',
        steps: lines(
          'Open “Settings” → “System settings” → “Websites” → “Site templates”.',
          'Open your template and paste the code before </body>. It is the same as the file /local/templates/name/footer.php or /bitrix/templates/name/footer.php.',
          'Save, and reset the cache: “Settings” → “System settings” → “Cache settings”.',
        ),
      },
    },
  },
})

/** Ways to do something, each of which opens to its steps. */
export class Instructions extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: block; border: 1px solid var(--rh-line); border-radius: var(--rh-radius); overflow: hidden; }
      details + details { border-top: 1px solid var(--rh-line); }
      summary {
        display: flex;
        align-items: center;
        gap: var(--rh-3);
        min-height: 2.75rem;
        padding: var(--rh-2) var(--rh-4);
        font-weight: 600;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker { display: none; }
      summary:hover { background: var(--rh-hover); }
      summary:focus-visible { outline-offset: -2px; }
      summary .rh-icon { flex: none; color: var(--rh-text-3); transition: rotate 120ms; }
      details[open] > summary .rh-icon { rotate: 90deg; }
      @media (prefers-reduced-motion: reduce) { summary .rh-icon { transition: none; } }
      .body { display: grid; gap: var(--rh-3); padding: var(--rh-1) var(--rh-4) var(--rh-4) 2.75rem; color: var(--rh-text-2); }
      .body p, li { text-wrap: pretty; overflow-wrap: anywhere; }
      ol { padding-inline-start: 1.25rem; display: grid; gap: var(--rh-2); }
      @media (max-width: 40rem) { .body { padding-inline-start: var(--rh-4); } }
    `,
  ]

  @property({ attribute: false }) ways: Readonly<Record<string, Instruction>> = {}

  protected override render() {
    return Object.values(this.ways).map(
      ({ title, text, steps }) => html`<details>
        <summary>${icon('chevron-right')}${title}</summary>
        <div class="body">
          <p>${text}</p>
          <ol>${steps.split('\n').map((step) => html`<li>${step}</li>`)}</ol>
        </div>
      </details>`,
    )
  }
}

customElements.define('rh-instructions', Instructions)
