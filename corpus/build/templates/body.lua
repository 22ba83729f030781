-- Gives numbered paragraphs, recommendations and boxes their own styles,
-- in the OpenDocument route (custom-style) and in the HTML route (class).

local html = FORMAT:match('html') ~= nil

local function tab()
  if html then return pandoc.Space() end
  return pandoc.RawInline('opendocument', '<text:tab/>')
end

local function styled(name, blocks)
  if html then return pandoc.Div(blocks, pandoc.Attr('', { name:lower() })) end
  return pandoc.Div(blocks, pandoc.Attr('', {}, { ['custom-style'] = name }))
end

local function numbered(inlines)
  local first = inlines[1]
  return first and first.t == 'Str' and first.text:match('^%d+%.%d[%d%.]*$')
     and inlines[2] and (inlines[2].t == 'Space' or inlines[2].t == 'SoftBreak')
end

local function as_numbered(inlines)
  local number = inlines[1]
  local rest = { table.unpack(inlines, 3) }
  if html then
    table.insert(rest, 1, pandoc.Span({ number, pandoc.Space() }, pandoc.Attr('', { 'n' })))
  else
    table.insert(rest, 1, tab())
    table.insert(rest, 1, number)
  end
  return styled('Numbered', { pandoc.Para(rest) })
end

local function led(inlines)
  local first = inlines[1]
  if not first or first.t ~= 'Strong' then return false end
  local words = pandoc.utils.stringify(first)
  return words:match('^Recommendation') or words:match('^Finding') or words:match('^Learning point')
      or words:match('^Questions? for')
end

local function block(b)
  if not html and b.t == 'Para' and #b.content == 1 and b.content[1].t == 'Strong' then return styled('LeadHead', { b }) end
  if b.t == 'Para' and numbered(b.content) then return as_numbered(b.content) end
  if b.t == 'Para' and led(b.content) then return styled('Lead', { b }) end
  return b
end

local function boxed(quote)
  local out = {}
  for _, b in ipairs(quote.content) do
    if not html and (b.t == 'BulletList' or b.t == 'OrderedList') then
      for i, item in ipairs(b.content) do
        local mark = b.t == 'BulletList' and '•' or (i .. '.')
        for j, inner in ipairs(item) do
          local inlines = inner.content or { pandoc.Str(pandoc.utils.stringify(inner)) }
          if j == 1 then
            inlines = { pandoc.Str(mark), tab(), table.unpack(inlines) }
          end
          out[#out + 1] = styled('BoxBullet', { pandoc.Para(inlines) })
        end
      end
    elseif b.t == 'Para' or b.t == 'Plain' then
      local name = #out == 0 and #quote.content > 1 and 'BoxHead' or 'Box'
      out[#out + 1] = html and b or styled(name, { pandoc.Para(b.content) })
    else
      out[#out + 1] = b
    end
  end
  if html then return pandoc.Div(out, pandoc.Attr('', { 'box' })) end
  return pandoc.Div(out)
end

function Pandoc(doc)
  local out = {}
  for _, b in ipairs(doc.blocks) do
    if b.t == 'BlockQuote' then out[#out + 1] = boxed(b) else out[#out + 1] = block(b) end
  end
  doc.blocks = out
  return doc
end
