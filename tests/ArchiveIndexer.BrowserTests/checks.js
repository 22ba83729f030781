// What axe does not find. Given the name of a check, gives a sentence for each thing that is wrong; an empty list where nothing is.
(which) => {
  const shown = e => e.checkVisibility({ visibilityProperty: true });
  const all = selector => [...document.querySelectorAll(selector)].filter(shown);
  const name = e => (e.getAttribute('aria-label') ?? e.textContent).replace(/\s+/g, ' ').trim();
  const told = e => `<${e.tagName.toLowerCase()}${e.id ? ' id=' + e.id : ''}> “${name(e).slice(0, 60)}”`;
  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';

  const checks = {
    language: () => document.documentElement.lang === 'en-GB' ? [] : [`the page's language is “${document.documentElement.lang}”`],

    headings: () => {
      const wrong = [], headings = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(e => shown(e) || e.closest('details'));
      const first = headings.filter(e => e.tagName === 'H1').length;
      if (first !== 1) wrong.push(`${first} headings of the first level`);
      let above = 0;
      for (const e of headings) {
        const level = +e.tagName[1];
        if (level > above + 1) wrong.push(`${told(e)} comes after level ${above}`);
        above = level;
      }
      return wrong;
    },

    links: () => {
      const wrong = [], seen = new Map();
      for (const e of document.querySelectorAll('a[href]')) {
        const key = name(e);
        if (key === '') wrong.push(`a link to ${e.getAttribute('href')} has no name`);
        if (seen.has(key) && seen.get(key) !== e.href) wrong.push(`two links are called “${key}”: ${seen.get(key)} and ${e.href}`);
        seen.set(key, e.href);
        // What is seen must be part of what is heard, or voice control cannot press it (WCAG 2.5.3).
        const visible = e.textContent.replace(/\s+/g, ' ').trim().toLowerCase();
        if (e.hasAttribute('aria-label') && !e.getAttribute('aria-label').toLowerCase().includes(visible)) wrong.push(`“${visible}” is not in the name “${e.getAttribute('aria-label')}”`);
      }
      return wrong;
    },

    // 24 by 24 pixels, or so much room around it, or within a line of text (WCAG 2.5.8).
    targets: () => {
      const boxes = all(targets).filter(e => e.closest('.skip') === null).map(e => ({ e, r: e.getBoundingClientRect() }));
      const inText = e => getComputedStyle(e).display === 'inline' && [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 1);
      const small = boxes.filter(b => (b.r.width < 23.9 || b.r.height < 23.9) && !inText(b.e));
      const centre = r => [r.left + r.width / 2, r.top + r.height / 2];
      const gap = (p, r) => Math.hypot(Math.max(r.left - p[0], 0, p[0] - r.right), Math.max(r.top - p[1], 0, p[1] - r.bottom));
      return small.filter(b => boxes.some(o => o !== b && !o.e.contains(b.e) && !b.e.contains(o.e) &&
          (gap(centre(b.r), o.r) < 12 || small.includes(o) && Math.hypot(centre(b.r)[0] - centre(o.r)[0], centre(b.r)[1] - centre(o.r)[1]) < 24)))
        .map(b => `${told(b.e)} is ${Math.round(b.r.width)} by ${Math.round(b.r.height)} pixels`);
    },

    focus: () => {
      const wrong = [];
      for (const e of all(targets)) {
        e.focus({ focusVisible: true });
        if (document.activeElement !== e) { wrong.push(`${told(e)} does not take the focus`); continue; }
        const s = getComputedStyle(e);
        if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) wrong.push(`${told(e)} does not show that it has the focus`);
        const r = e.getClientRects()[0];
        const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
        const top = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight ? document.elementFromPoint(x, y) : e;
        if (top && !e.contains(top) && !top.contains(e)) wrong.push(`${told(e)} is covered by ${told(top)}`);
      }
      return wrong;
    },

    // Two directions of scrolling at 320 pixels are one too many (WCAG 1.4.10); what must be wide scrolls within itself.
    reflow: () => {
      if (document.documentElement.scrollWidth <= innerWidth) return [];
      const wide = all('body *').filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .skip, .hidden'));
      return [`the page is ${document.documentElement.scrollWidth} pixels wide: ${wide.slice(0, 3).map(told).join(', ')}`];
    },

    // The reader's own spacing (WCAG 1.4.12).
    spacing: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
      document.adoptedStyleSheets = [sheet];
      const cut = all('body *').filter(e => getComputedStyle(e).overflowX !== 'visible' && !e.closest('.scroll, .skip, .hidden, select, input, textarea') && e.scrollWidth > e.clientWidth + 1);
      const wide = document.documentElement.scrollWidth > innerWidth ? [`with wider spacing the page is ${document.documentElement.scrollWidth} pixels wide`] : [];
      document.adoptedStyleSheets = [];
      return [...wide, ...cut.map(e => `${told(e)} is cut off with wider spacing`)];
    },

    // What shows by its background alone is lost when the system chooses the colours.
    forced: () => all('button, .button, input:not([type=hidden]), select, textarea, mark, [aria-current]').filter(e => {
      const s = getComputedStyle(e);
      return !(parseFloat(s.borderTopWidth) > 0 && s.borderTopStyle !== 'none' || parseFloat(s.borderBottomWidth) > 0 && s.borderBottomStyle !== 'none' || parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none' || parseFloat(s.textDecorationThickness) > 0);
    }).map(e => `${told(e)} has no edge in forced colours`),

    print: () => [
      ...all('nav, form, .skip, button').map(e => `${told(e)} is printed`),
      ...['h1', '.hits > li', '.reading p'].filter(s => document.querySelector(s) && all(s).length === 0).map(s => `nothing of ${s} is printed`),
    ],

    scripts: () => document.querySelectorAll('script, [onclick], [onload], [onsubmit], [onchange], style, [style]').length === 0 ? [] : ['there is script or style in the page itself'],

    lists: () => [...document.querySelectorAll('[aria-current=""], [role=button]:not(button)')].map(e => `${told(e)} pretends to be what it is not`),

    // The order of the focus is the order that is seen: never far up again but for a new column.
    order: () => {
      const wrong = [];
      let last = null;
      for (const e of all(targets).filter(e => !e.closest('.skip'))) {
        const r = e.getBoundingClientRect();
        if (last && r.bottom < last.top - 4 && r.left < last.right) wrong.push(`${told(e)} is above what has the focus before it`);
        last = r;
      }
      return wrong;
    },
  };
  return checks[which]();
}
