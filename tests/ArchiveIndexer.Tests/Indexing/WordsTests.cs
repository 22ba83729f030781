using ArchiveIndexer.Indexing;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Indexing;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Child's child’s CHILD", "child child child")]
    [InlineData("the children’s parents' O'Brien don’t", "the children parents obrien dont")]
    [InlineData("self-neglect multi‑agency", "self neglect multi agency")]
    [InlineData("4.2.1 s47 s.47 W4 XQ 15th", "4.2.1 s47 s47 w4 xq 15th")]
    [InlineData("1,000 and 12,34 and 2019/20", "1000 and 12 34 and 2019 20")]
    [InlineData("U.K. e.g. end.Next R.I think", "uk eg end next r i think")]
    [InlineData("Siân café ﬁnding Ｗ４ Łódź", "sian cafe finding w4 lodz")]
    [InlineData("safe\u00ADguard cafe\u0301", "safeguard cafe")]
    [InlineData("… — 🙂 \u0000 \ud800 \udc00 ' -", "")]
    [InlineData("", "")]
    public void A_text_is_taken_apart(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Words.Of(text).Select(word => word.Form)));

    [Fact]
    public void A_word_knows_where_it_stands()
    {
        var word = Assert.Single(Words.Of("  (Child’s) "));
        Assert.Equal((3, 10), (word.Start, word.End));
    }

    [Fact]
    public void An_endless_word_is_cut() => Assert.Equal(Words.LongestWord, Assert.Single(Words.Of(new string('a', 100_000))).Form.Length);

    [Theory]
    [InlineData("neglected neglecting neglects", "neglect neglect neglect")]
    [InlineData("agencies", "agenc")]
    [InlineData("s47s 4.2.1", "s47s 4.2.1")]
    public void Words_are_stemmed_and_codes_are_not(string text, string stems) =>
        Assert.Equal(stems, string.Join(' ', Words.Of(text).Select(word => word.Stem)));

    /// <summary>Whoever looks for few words gets these as if all had been read, and all others at the same places.</summary>
    [Theory]
    [InlineData("care", "Caring carers care; the cared-for child's care-plan (care), s.47 care.It cares. U.K. care\u00ADr")]
    [InlineData("oedema", "Edema, oedema and an edematous limb: edema? etc.")]
    [InlineData("mum", "Mom (mum) told her moms; mummy, momentum")]
    [InlineData("die", "He was dying. They died; she dies, lying, tied to the dye")]
    [InlineData("sceptic", "A skeptic’s scepticism, \"skeptical\" sceptre")]
    [InlineData("4.2.1 s47", "See 4.2.1, 1,000 and s.47: S47 or section 47 (s)")]
    [InlineData("été", "L’été, ete and Été.")]
    public void Looking_for_few_words_finds_what_reading_all_finds(string wanted, string text)
    {
        var stems = Words.Of(wanted).Select(word => word.Stem).ToHashSet();
        var (all, few) = (Words.Of(text), Words.Of(text, Initials.Of(stems)));
        Assert.Equal(all.Select(word => (word.Start, word.End)), few.Select(word => (word.Start, word.End)));
        Assert.Equal(all.Where(word => stems.Contains(word.Stem)), few.Where(word => stems.Contains(word.Stem)));
        Assert.Contains(few, word => stems.Contains(word.Stem));
    }

    [Fact]
    public void Every_word_begins_as_its_stem_or_as_is_known()
    {
        var forms = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "src/ArchiveIndexer/Indexing/Spelling.cs"))
            .SelectMany(path => Words.Of(File.ReadAllText(path))).Concat(Words.Of("dying lying tying skis skies idly gently ugly early only singly news howe atlas cosmos bias andes")).DistinctBy(word => word.Form).ToList();
        Assert.True(forms.Count > 2000);
        Assert.All(forms, word => Assert.True(Initials.Of([word.Stem]).Hold(word.Form[0], word.Form.Length > 1 ? word.Form[1] : '\0'), $"{word.Form}: {word.Stem}"));
    }
}
