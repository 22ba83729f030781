using ArchiveIndexer.Extracting;

namespace ArchiveIndexer.Tests.Extracting;

public sealed class TextQualityTests
{
    private const string Prose = "The partnership met within a week of the incident. It heard that the family had moved twice and that nobody had asked the child what life at home was like.";

    private static TextQuality.Verdict Of(string text, double pictures = 0, int unmapped = 0) => TextQuality.Of(new Sheet(1, new(0, 0, 595, 842), text.Length == 0 ? [] :
        [new TextRun { Text = text, Left = 60, Right = 500, Baseline = 700, Size = 11, Bold = false, Direction = Direction.Right, Artifact = false, Letters = text.Count(char.IsLetterOrDigit) }])
    { Pictures = pictures, Unmapped = unmapped });

    [Theory]
    [InlineData("The board met.")]
    [InlineData(Prose)]
    [InlineData("Mae’r adolygiad yn dweud bod y plentyn wedi cael ei weld gan y meddyg teulu ac nad oedd neb wedi gofyn sut yr oedd hi gartref.")]
    [InlineData("3")]
    [InlineData("1.1 ............................ 4 1.2 ............................ 17")]
    public void Prose_in_English_and_Welsh_and_short_pages_are_trusted(string text) => Assert.Equal(1, Of(text).Quality);

    [Theory]
    [InlineData("Abergavenny Barnstaple Carmarthen Dorchester Eastbourne Farnborough Gillingham Harrogate Ilfracombe Kidderminster Leominster Monmouth Northallerton")]
    [InlineData("Der Bericht beschreibt, wie die zuständigen Behörden zusammengearbeitet haben und welche Schlüsse daraus gezogen wurden, damit Kinder besser geschützt werden.")]
    [InlineData("Przegląd opisuje, jak współpracowały odpowiedzialne urzędy i jakie wnioski wyciągnięto, aby dzieci były lepiej chronione w swoich domach rodzinnych.")]
    [InlineData("GP HV SW CSC MASH LADO CAMHS NSPCC DSL IRO CIN CP LAC EHCP SEND YOS MARAC")]
    public void Names_and_other_languages_are_usable(string text) => Assert.InRange(Of(text).Quality, 0.45, 1);

    [Fact]
    public void Other_scripts_are_usable() => Assert.True(Of("تصف المراجعة كيف عملت السلطات المسؤولة معا وما هي الاستنتاجات التي تم التوصل إليها حتى يكون الأطفال محميين بشكل أفضل في بيوتهم").IsUsable);

    [Fact]
    public void Letters_that_stand_for_others_are_not()
    {
        // What a font without a map to characters leaves: its codes are counted from another place. Few of these look like a language by chance.
        var usable = Enumerable.Range(-31, 62).Where(shift => shift != 0 && Of(TextNormaliser.Characters(new string([.. Prose.Select(c => c == ' ' ? ' ' : (char)(c + shift))]))).IsUsable).ToList();
        Assert.DoesNotContain(-29, usable); // the numbers of glyphs in the usual order of TrueType fonts
        Assert.True(usable.Count <= 6, string.Join(", ", usable));
    }

    [Fact]
    public void Codes_without_meaning_are_not() => Assert.False(Of("\uE001\uE002\uE003\uE004 \uFFFD\uFFFD").IsUsable);

    [Fact]
    public void Letters_that_the_font_does_not_explain_count_against_the_page() => Assert.InRange(Of(Prose, unmapped: Prose.Length / 2).Quality, 0.4, 0.8);

    [Fact]
    public void A_number_stamped_on_a_picture_does_not_say_what_is_seen()
    {
        Assert.False(Of("Page 3 of 41", pictures: 0.9).SaysWhatIsSeen);
        Assert.True(Of(Prose, pictures: 0.9).SaysWhatIsSeen);
        Assert.True(Of("Page 3 of 41").SaysWhatIsSeen);
        Assert.False(Of("").SaysWhatIsSeen);
    }
}
