import java.io.*;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.highlight.*;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

/** Lucene as somebody would use it who builds on it: the English analyser, BM25, a document a page. */
public final class LucenePeer {
    private static final Analyzer ENGLISH = new EnglishAnalyzer();

    public static void main(String[] args) throws Exception {
        if (args[0].equals("index")) index(args[1], new File(args[2]));
        else search(new File(args[1]), args[2]);
    }

    private static void index(String corpus, File folder) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(Version.LUCENE_4_10_4, ENGLISH);
        config.setRAMBufferSizeMB(256);
        config.setSimilarity(new BM25Similarity());
        FieldType indexed = new FieldType(TextField.TYPE_STORED);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), config);
             BufferedReader lines = new BufferedReader(new InputStreamReader(new FileInputStream(corpus), StandardCharsets.UTF_8), 1 << 20)) {
            for (String line; (line = lines.readLine()) != null;) {
                String[] cells = line.split("\t", -1);
                Document page = new Document();
                page.add(new StringField("publication", cells[0], Field.Store.YES));
                page.add(new SortedDocValuesField("publication", new BytesRef(cells[0])));
                page.add(new StoredField("number", Integer.parseInt(cells[1])));
                page.add(new SortedDocValuesField("board", new BytesRef(cells[2])));
                page.add(new SortedDocValuesField("type", new BytesRef(cells[3])));
                page.add(new SortedDocValuesField("kind", new BytesRef(cells[4])));
                int date = Integer.parseInt(cells[5].replace("-", ""));
                page.add(new NumericDocValuesField("published", date));
                page.add(new Field("title", cells[6], indexed));
                page.add(new Field("body", cells[7].replace('\u000b', '\n'), indexed));
                writer.addDocument(page);
            }
            writer.commit();
        }
        System.out.println(((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9);
    }

    private static void search(File folder, String file) throws Exception {
        List<String[]> queries = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null;) queries.add(line.split("\t"));
        }
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(MMapDirectory.open(folder)));
        searcher.setSimilarity(new BM25Similarity());
        for (int warm = 0; warm < 2; warm++) for (String[] query : queries) ask(searcher, query);
        StringBuilder output = new StringBuilder();
        for (String[] query : queries) {
            long began = System.nanoTime();
            ask(searcher, query);
            output.append((System.nanoTime() - began) / 1e3).append('\n');
        }
        System.out.print(output);
    }

    private static int ask(IndexSearcher searcher, String[] asked) throws Exception {
        String kind = asked[0];
        Query query = query(kind, asked[1].split(" "));
        if (kind.equals("facets")) return facets(searcher, query);
        if (kind.equals("grouped")) return grouped(searcher, query);
        return searcher.search(query, 10).totalHits;
    }

    private static Query query(String kind, String[] words) throws IOException {
        switch (kind) {
            case "prefix":
                return new PrefixQuery(new Term("body", words[0]));
            case "fuzzy":
                // As Lucene does by default: no fixed beginning, at most fifty words; one mistake, as ours.
                return new FuzzyQuery(new Term("body", stem(words[0])), 1);
            case "phrase": {
                PhraseQuery phrase = new PhraseQuery();
                for (String word : words) phrase.add(new Term("body", stem(word)));
                return phrase;
            }
            default: {
                if (words.length == 1) return new TermQuery(new Term("body", stem(words[0])));
                BooleanQuery all = new BooleanQuery();
                for (String word : words) all.add(new TermQuery(new Term("body", stem(word))), kind.startsWith("or") ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST);
                return all;
            }
        }
    }

    private static String stem(String word) throws IOException {
        try (TokenStream stream = ENGLISH.tokenStream("body", word)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            String stem = stream.incrementToken() ? term.toString() : word;
            stream.end();
            return stem;
        }
    }

    // The ten best within a range of dates, and all of them counted by three properties.
    private static int facets(IndexSearcher searcher, Query query) throws IOException {
        final String[] fields = {"board", "type", "kind"};
        final Map<String, Integer> counts = new HashMap<>();
        final TopScoreDocCollector best = TopScoreDocCollector.create(10, false);
        searcher.search(query, new Collector() {
            private final SortedDocValues[] values = new SortedDocValues[3];
            private int[][] byOrdinal;
            private NumericDocValues published;

            public void setScorer(org.apache.lucene.search.Scorer scorer) throws IOException { best.setScorer(scorer); }
            public boolean acceptsDocsOutOfOrder() { return false; }

            public void setNextReader(AtomicReaderContext context) throws IOException {
                flush();
                best.setNextReader(context);
                published = context.reader().getNumericDocValues("published");
                byOrdinal = new int[3][];
                for (int n = 0; n < 3; n++) {
                    values[n] = context.reader().getSortedDocValues(fields[n]);
                    byOrdinal[n] = new int[values[n].getValueCount()];
                }
            }

            public void collect(int document) throws IOException {
                long date = published.get(document);
                if (date < 201001 || date > 202206) return;
                best.collect(document);
                for (int n = 0; n < 3; n++) byOrdinal[n][values[n].getOrd(document)]++;
            }

            private void flush() {
                if (byOrdinal == null) return;
                for (int n = 0; n < 3; n++)
                    for (int ordinal = 0; ordinal < byOrdinal[n].length; ordinal++)
                        if (byOrdinal[n][ordinal] > 0) counts.merge(fields[n] + values[n].lookupOrd(ordinal).utf8ToString(), byOrdinal[n][ordinal], Integer::sum);
            }
        });
        return best.topDocs().totalHits + counts.size();
    }

    // Ten publications with up to three pages each and a passage of each page.
    private static int grouped(IndexSearcher searcher, Query query) throws Exception {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (ScoreDoc hit : searcher.search(query, 300).scoreDocs) {
            String publication = searcher.doc(hit.doc, Collections.singleton("publication")).get("publication");
            List<Integer> pages = groups.get(publication);
            if (pages == null) {
                if (groups.size() == 10) continue;
                groups.put(publication, pages = new ArrayList<>());
            }
            if (pages.size() < 3) pages.add(hit.doc);
        }
        Highlighter highlighter = new Highlighter(new SimpleHTMLFormatter("<mark>", "</mark>"), new SimpleHTMLEncoder(), new QueryScorer(query, "body"));
        highlighter.setTextFragmenter(new SimpleFragmenter(240));
        int length = 0;
        for (List<Integer> pages : groups.values())
            for (int page : pages) {
                String text = searcher.doc(page, Collections.singleton("body")).get("body");
                String snippet = highlighter.getBestFragment(ENGLISH, "body", text);
                length += snippet == null ? 0 : snippet.length();
            }
        return length;
    }
}
