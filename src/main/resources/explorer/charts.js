/* Draws the charts of a page from the addresses that it names. The numbers are on the page without it. */
(() => {
  'use strict';
  const texts = JSON.parse(document.getElementById('texts').textContent);
  const narrow = matchMedia('(max-width: 40rem)');
  const HEIGHT = 430;
  const width = () => narrow.matches ? 460 : 800;
  const day = text => new Date(text);
  const whole = value => value.toLocaleString('en-GB', {maximumFractionDigits: 2});
  /* A value as its publisher bounded it; what is missing has no number. */
  const label = (row, value, before = '') => value === null ? row.reason || texts.missing
    : (texts['qualifier_' + row.qualifier] || '{0}').replace('{0}', before + whole(value)).replace('{1}', () => before + whole(row.valueHigh));
  const shown = d3.utcFormat('%-d %B %Y');
  /* By name, so that a picture follows light, dark and print by itself; what leaves the page takes the colours along. */
  const colour = name => `var(--${name})`;
  const computed = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const mix = (whole, share) => d3.interpolateLab(computed('heat-0'), computed('heat-1'))(share / 100);
  const written = picture => new XMLSerializer().serializeToString(picture)
    .replace(/color-mix\(in lab, var\(--heat-1\) ([\d.]+)%, var\(--heat-0\)\)/g, mix)
    .replace(/var\(--([a-z0-9-]+)\)/g, (whole, name) => computed(name));

  async function load(address) {
    const response = await fetch(address);
    const answer = await response.json();
    // a long task of the browser is cut in two, and the page answers in between
    await new Promise(resolve => setTimeout(resolve));
    if (!response.ok) throw new Error([answer.detail, answer.hint].filter(Boolean).join('; '));
    if (answer.links.next) throw new Error(texts.tooMany);
    if (!answer.data.length) throw new Error(texts.nothing);
    return answer;
  }

  /* A page shows some rows, and a chart draws them all: two of one period would be drawn one upon the other. */
  function ofOneLine(answer) {
    const inOrder = [...answer.data].sort((a, b) => a.periodStart < b.periodStart ? -1 : 1);
    if (inOrder.some((row, index) => index && row.periodStart <= inOrder[index - 1].periodEnd)) throw new Error(texts.several);
    // a missing number has no unit
    if (new Set(answer.data.map(row => row.unit).filter(Boolean)).size > 1) throw new Error(texts.several);
    return answer.data;
  }

  function canvas(height) {
    return d3.create('svg').attr('xmlns', 'http://www.w3.org/2000/svg').attr('viewBox', `0 0 ${width()} ${height}`)
      .attr('role', 'img').attr('font-family', 'system-ui, sans-serif').attr('font-size', 13).attr('fill', colour('ink'));
  }

  function axes(svg, x, y, area, values) {
    const dress = axis => {
      axis.attr('font-size', 13).attr('font-family', 'inherit').select('.domain').remove();
      axis.selectAll('text').attr('fill', colour('soft'));
      axis.selectAll('line').attr('stroke', colour('line'));
    };
    svg.append('g').attr('transform', `translate(${area.left},0)`)
      .call(d3.axisLeft(y).tickValues(ticks(y, values)).tickFormat(whole).tickSize(-(area.right - area.left))).call(dress);
    svg.append('g').attr('transform', `translate(0,${area.bottom})`).call(x).call(dress);
  }

  const within = () => ({left: 58, right: width() - 30, top: 14, bottom: HEIGHT - 40});
  /* People and boats are whole, and so are the ticks beside them. */
  const ticks = (y, values) => values.every(Number.isInteger) ? y.ticks(6).filter(Number.isInteger) : y.ticks(6);
  const dates = date => d3.utcDay(date) < date ? d3.utcFormat('%-d %b, %H:%M')(date)
    : d3.utcMonth(date) < date ? d3.utcFormat('%-d %b')(date)
    : d3.utcYear(date) < date ? d3.utcFormat('%b')(date) : d3.utcFormat('%Y')(date);

  const kinds = {
    async cumulative(figure) {
      const area = within();
      const answer = await load(figure.dataset.address);
      const sum = figure.dataset.measure + 'Sum';
      const years = d3.groups(answer.data.filter(row => row[sum] !== null), row => row.year)
        .map(([year, rows]) => ({year, rows: rows.map(row => ({on: day('2024-' + row.monthDay), value: row[sum], complete: row.complete})).sort((a, b) => a.on - b.on)}))
        .sort((a, b) => a.year - b.year);
      const newest = years[years.length - 1];
      const svg = canvas(HEIGHT);
      const right = area.right - 42;
      const x = d3.scaleUtc([day('2024-01-01'), day('2024-12-31')], [area.left, right]);
      const y = d3.scaleLinear([0, d3.max(years, each => d3.max(each.rows, row => row.value))], [area.bottom, area.top]).nice();
      axes(svg, d3.axisBottom(x).ticks(d3.utcMonth.every(narrow.matches ? 3 : 1)).tickFormat(d3.utcFormat('%b')).tickSize(0).tickPadding(10), y, {...area, right}, years.flatMap(each => each.rows.map(row => row.value)));
      const line = d3.line(row => x(row.on), row => y(row.value));
      // days within a run of days without any lie on the line between its ends
      const turns = rows => rows.filter((row, index) => rows[index - 1]?.value !== row.value || rows[index + 1]?.value !== row.value);
      for (const each of years) {
        const isNewest = each === newest;
        svg.append('path').attr('fill', 'none').attr('d', line(turns(each.rows)))
          .attr('stroke', colour(isNewest ? 'set-off' : 'other')).attr('stroke-width', isNewest ? 3.5 : 1.6)
          .attr('stroke-dasharray', each.rows.every(row => row.complete) ? null : '5 4')
          .append('title').text(`${each.year}: ${whole(each.rows[each.rows.length - 1].value)}`);
      }
      let last = Infinity;
      for (const each of [...years].sort((a, b) => a.rows[a.rows.length - 1].value - b.rows[b.rows.length - 1].value)) {
        const end = each.rows[each.rows.length - 1];
        const isNewest = each === newest;
        last = Math.min(y(end.value) + 4, last - 15);
        svg.append('text').attr('x', Math.min(x(end.on), right) + 7).attr('y', isNewest ? y(end.value) - 8 : last).text(each.year)
          .attr('fill', colour(isNewest ? 'set-off' : 'soft')).attr('font-weight', isNewest ? 700 : 400);
      }
      return {svg, answer, height: HEIGHT};
    },

    async bars(figure) {
      const area = within();
      const [answer, mean] = await Promise.all([figure.dataset.address, figure.dataset.mean].filter(Boolean).map(load));
      const measure = figure.dataset.measure;
      const rows = ofOneLine(answer).map(row => ({from: day(row.periodStart), to: d3.utcDay.offset(day(row.periodEnd), 1), value: row[measure], label: label(row, row[measure])}));
      const svg = canvas(HEIGHT);
      const x = d3.scaleUtc([d3.min(rows, row => row.from), d3.max(rows, row => row.to)], [area.left, area.right]);
      const y = d3.scaleLinear([Math.min(0, d3.min(rows, row => row.value)), d3.max(rows, row => row.value) || 1], [area.bottom, area.top]).nice();
      axes(svg, d3.axisBottom(x).ticks(width() / 100).tickFormat(dates).tickSize(0).tickPadding(10), y, area, rows.map(row => row.value).filter(value => value !== null));
      const gap = x(rows[0].to) - x(rows[0].from) > 4 ? 1 : 0;
      svg.append('g').selectAll('rect').data(rows.filter(row => row.value !== null)).join('rect')
        .attr('x', row => x(row.from)).attr('width', row => Math.max(0.7, x(row.to) - x(row.from) - gap))
        .attr('y', row => Math.min(y(0), y(row.value))).attr('height', row => Math.abs(y(0) - y(row.value))).attr('fill', colour('bar'))
        .append('title').text(row => `${shown(row.from)}: ${row.label}`);
      if (mean) {
        const means = mean.data.map(row => ({on: day(row.periodStart), value: row[measure + 'Mean']})).sort((a, b) => a.on - b.on);
        svg.append('path').attr('fill', 'none').attr('stroke', colour('set-off')).attr('stroke-width', 2.2)
          .attr('d', d3.line(row => x(d3.utcHour.offset(row.on, 12)), row => y(row.value)).defined(row => row.value !== null)(means));
        svg.append('text').attr('x', area.right).attr('y', area.top + 6).attr('text-anchor', 'end').attr('fill', colour('set-off')).attr('font-weight', 600).text(texts.mean);
      }
      return {svg, answer, height: HEIGHT};
    },

    async calendar(figure) {
      const area = within();
      const answer = await load(figure.dataset.address);
      const measure = figure.dataset.measure;
      const years = d3.groups(ofOneLine(answer).map(row => ({on: day(row.periodStart), value: row[measure], label: label(row, row[measure])})), row => row.on.getUTCFullYear()).sort((a, b) => b[0] - a[0]);
      const size = (area.right - area.left + 20) / 54.5, step = 7 * size + 28, height = years.length * step + 30;
      const svg = canvas(height);
      const heat = d3.scaleSqrt([0, d3.max(years, ([, rows]) => d3.max(rows, row => row.value)) || 1], [0, 100]);
      const weekday = date => (date.getUTCDay() + 6) % 7;
      years.forEach(([year, rows], index) => {
        const g = svg.append('g').attr('transform', `translate(${area.left},${index * step + 26})`);
        const first = new Date(Date.UTC(year, 0, 1));
        const place = date => d3.utcMonday.count(first, date) * size;
        g.append('text').attr('x', -10).attr('y', 3.5 * size + 5).attr('text-anchor', 'end').attr('font-weight', 600).text(year);
        for (const month of d3.utcMonths(first, new Date(Date.UTC(year + 1, 0, 1)), narrow.matches ? 3 : 1)) {
          g.append('text').attr('x', place(d3.utcMonday.ceil(month))).attr('y', -6).attr('fill', colour('soft')).attr('font-size', 11.5).text(d3.utcFormat('%b')(month));
        }
        g.selectAll('rect').data(rows).join('rect').attr('x', row => place(row.on)).attr('y', row => weekday(row.on) * size)
          .attr('width', size - 1.2).attr('height', size - 1.2).attr('rx', 2)
          .attr('fill', row => row.value === null ? 'none' : `color-mix(in lab, var(--heat-1) ${heat(row.value).toFixed(1)}%, var(--heat-0))`).attr('stroke', row => row.value === null ? colour('soft') : 'none')
          .append('title').text(row => `${shown(row.on)}: ${row.label}`);
        g.selectAll('path').data(rows.filter(row => row.value === null)).join('path')
          .attr('d', row => `M${place(row.on)},${weekday(row.on) * size}l${size - 1.2},${size - 1.2}`).attr('stroke', colour('soft'));
      });
      return {svg, answer, height};
    },

    async comparison(figure) {
      const answer = await load(figure.dataset.address);
      const sum = figure.dataset.measure + 'Sum';
      return barsAcross(answer, answer.data.map((row, index) => ({
        name: String(row.year), value: row.complete ? row[sum] : null, label: label(row, row.complete ? row[sum] : null), isSetOff: index === 0,
      })));
    },

    async stages(figure) {
      const answer = await load(figure.dataset.address);
      const pounds = {GBP: '£', EUR: '€', USD: '$'};
      return barsAcross(answer, answer.data.map(row => ({
        name: `${row.stage}, ${row.currency}${row.per ? ` ${texts.per} ${row.per}` : ''}`, value: row.amountSum, group: row.currency,
        label: label(row, row.amountSum, pounds[row.currency] || row.currency + ' '),
      })));
    },

    async history(figure) {
      const area = within();
      const answer = await load(figure.dataset.address);
      const measure = figure.dataset.measure;
      // as of a day, nothing is known of what stood after it
      const until = answer.meta.asOf ? new Date(answer.meta.asOf) : new Date();
      const rows = answer.data.map(row => ({from: new Date(row.validFrom), to: row.validTo && new Date(row.validTo) < until ? new Date(row.validTo) : until, value: row.withdrawn ? null : row[measure], label: label(row, row[measure])}))
        .sort((a, b) => a.from - b.from);
      const svg = canvas(HEIGHT);
      const x = d3.scaleUtc([rows[0].from, rows[rows.length - 1].to], [area.left, area.right - 30]);
      const values = rows.map(row => row.value).filter(value => value !== null);
      const least = d3.min(values), most = d3.max(values), room = (most - least || 1) * 0.4;
      const y = d3.scaleLinear([least >= 0 ? Math.max(0, least - room) : least - room, most + room], [area.bottom, area.top]).nice();
      axes(svg, d3.axisBottom(x).ticks(width() / 130).tickFormat(dates).tickSize(0).tickPadding(10), y, area, values);
      rows.forEach((row, index) => {
        if (row.value === null) return;
        svg.append('path').attr('d', `M${x(row.from)},${y(row.value)}H${x(row.to)}`).attr('stroke', colour('set-off')).attr('stroke-width', 3.5);
        svg.append('text').attr('x', x(row.from) + 4).attr('y', y(row.value) - 8).attr('font-weight', 600).text(row.label);
        const next = rows[index + 1];
        if (next && next.value !== null) {
          svg.append('path').attr('d', `M${x(row.to)},${y(row.value)}V${y(next.value)}`).attr('stroke', colour('other')).attr('stroke-dasharray', '3 3');
        }
      });
      return {svg, answer, height: HEIGHT};
    },
  };

  function barsAcross(answer, rows) {
    const step = Math.max(26, Math.min(80, (HEIGHT - 40) / rows.length)), thick = Math.min(step - 9, 40), height = Math.max(HEIGHT, rows.length * step + 40);
    const svg = canvas(height);
    const area = within();
    const left = 40 + d3.max(rows, row => row.name.length) * 7.2;
    const most = group => d3.max(rows.filter(row => row.group === group), row => row.value) || 1;
    rows.forEach((row, index) => {
      const top = 16 + index * step;
      svg.append('text').attr('x', left - 12).attr('y', top + step / 2 + 5).attr('text-anchor', 'end').attr('font-weight', row.isSetOff ? 700 : 400).text(row.name);
      const length = row.value === null ? 0 : row.value / most(row.group) * (area.right - left - (narrow.matches ? 100 : 170));
      if (row.value !== null) {
        svg.append('rect').attr('x', left).attr('y', top + (step - thick) / 2).attr('width', Math.max(1, length)).attr('height', thick).attr('rx', 3).attr('fill', colour(row.isSetOff ? 'set-off' : 'bar'));
      }
      svg.append('text').attr('x', left + length + 8).attr('y', top + step / 2 + 5).attr('fill', colour(row.value === null ? 'soft' : 'ink')).text(row.label);
    });
    return {svg, answer, height};
  }

  /* The citation stands in the picture, so that it goes wherever the picture goes. */
  function cite(svg, height, heading, citation) {
    const lines = [];
    for (const word of citation.split(/\s+/)) {
      const parts = word.match(new RegExp(`.{1,${Math.floor(width() * 0.15)}}`, 'g')) || [];
      for (const part of parts) {
        if (lines.length && (lines[lines.length - 1] + ' ' + part).length <= width() * 0.155) lines[lines.length - 1] += ' ' + part;
        else lines.push(part);
      }
    }
    const top = 34, foot = lines.length * 14 + 12;
    const copy = svg.node().cloneNode(true);
    const inner = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    inner.append(...copy.childNodes);
    const picture = d3.select(copy).attr('viewBox', `0 0 ${width()} ${height + top + foot}`).attr('width', width()).attr('height', height + top + foot);
    picture.append('rect').attr('width', '100%').attr('height', '100%').attr('fill', colour('card'));
    picture.append('text').attr('x', 16).attr('y', 24).attr('font-size', narrow.matches ? 12 : 17).attr('font-weight', 600).text(heading);
    copy.append(inner);
    inner.setAttribute('transform', `translate(0,${top})`);
    lines.forEach((line, index) => picture.append('text').attr('x', 16).attr('y', height + top + 8 + index * 14).attr('font-size', 11).attr('fill', colour('soft')).text(line));
    return copy;
  }

  function save(name, blob) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function saveSvg(name, picture) {
    save(name + '.svg', new Blob([written(picture)], {type: 'image/svg+xml'}));
  }

  function savePng(name, picture) {
    const image = new Image();
    image.onload = () => {
      const sheet = document.createElement('canvas');
      sheet.width = 2 * picture.getAttribute('width');
      sheet.height = 2 * picture.getAttribute('height');
      sheet.getContext('2d').drawImage(image, 0, 0, sheet.width, sheet.height);
      sheet.toBlob(blob => save(name + '.png', blob));
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(written(picture));
  }

  function tools(svg, answer, height, {kind, heading}) {
    const name = `${kind}-revision-${answer.meta.revision}`;
    return [[texts.svg, saveSvg], [texts.png, savePng]].map(([label, act]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      button.addEventListener('click', () => act(name, cite(svg, height, heading, answer.meta.citation + ' ' + (answer.meta.attribution || ''))));
      return button;
    });
  }

  async function draw(figure) {
    const place = figure.querySelector('.canvas');
    try {
      const {svg, answer, height} = await kinds[figure.dataset.kind](figure);
      svg.attr('aria-label', figure.dataset.heading + '. ' + answer.meta.citation);
      place.replaceChildren(svg.node());
      figure.querySelector('.tools').replaceChildren(...tools(svg, answer, height, figure.dataset));
      figure.querySelector('.drawn').textContent =
        `${[...answer.meta.warnings, answer.meta.citation].join(' ')} (${texts.drawn} ${d3.utcFormat('%-d %B %Y, %H:%M UTC')(new Date())})`;
    } catch (problem) {
      const words = document.createElement('p');
      words.setAttribute('role', 'status');
      words.textContent = texts.failed + ' ' + problem.message;
      place.replaceChildren(words);
    }
    figure.dataset.drawn = 'yes';
  }

  const drawAll = () => document.querySelectorAll('figure.chart').forEach(figure => {
    delete figure.dataset.drawn;
    draw(figure);
  });
  drawAll();
  narrow.addEventListener('change', drawAll);
})();
