namespace ArchiveIndexer.Searching;

/// <summary>
/// Every number that decides the order of hits. A publication's score is that of its best page, out of 1, with what its other
/// pages and its title add, and then the steps for holding everything in one place.
/// </summary>
/// <remarks>
/// Measured on judged collections (nDCG@10 / MAP / recall@100 on Cranfield and CISI together; as they stand 0.396 / 0.287 / 0.620): K1 1.6 gives
/// 0.394 / 0.283 / 0.621; no proximity 0.393 / 0.285 / 0.621, 0.2 within 8 words 0.397 / 0.285 / 0.621, 0.3 within 2 0.393 / 0.285 / 0.619; no title
/// 0.384 / 0.278 / 0.618, a title of 0.3 0.387 / 0.281 / 0.616. On the corpus' own 114 queries all are right as they stand; without headings
/// one is not; Expansion from 0.01 to 1, and each of the steps and of the weights of recommendations at 0, change none of them: these say
/// what is meant (what was typed before what means the same, one page before many, a title for who types it) and are measured by their tests alone.
/// </remarks>
internal static class Weights
{
    /// <summary>BM25: how soon more of the same word stops to count.</summary>
    public const float K1 = 1.2f;

    /// <summary>BM25: how much a long page is held against it, 0 to 1.</summary>
    public const float B = 0.5f;

    /// <summary>What the thesaurus added, against what was typed: so much of an occurrence.</summary>
    public const float Expansion = 0.5f;

    /// <summary>Two neighbouring words of the query near each other on the page, against the same words anywhere on it.</summary>
    public const float Proximity = 0.25f;

    /// <summary>How far from their distance in the query two words may stand and still be near.</summary>
    public const int ProximitySlop = 4;

    /// <summary>A word in one of the page's headings, against the same word in its text.</summary>
    public const float Heading = 0.2f;

    /// <summary>The words in the publication's title, all of them, against a perfect page.</summary>
    public const float Title = 0.1f;

    /// <summary>What the second and third best page add of their score.</summary>
    public static readonly float[] FurtherPages = [0.1f, 0.05f];

    /// <summary>
    /// The step for a page that satisfies the query by itself. More than everything below it together can give, so that words
    /// scattered over a publication never pass words on one page.
    /// </summary>
    public const float OnOnePage = 1 + Title + 0.15f;

    /// <summary>The step for a page with all words in the query's order, side by side.</summary>
    public const float AsOnePhrase = 0.3f;

    /// <summary>The step for a title with all words: who types a title wants that publication.</summary>
    public const float AllInTitle = 0.3f;

    /// <summary>The step for a title with all words in the query's order, side by side, as in "Child R".</summary>
    public const float AsOnePhraseInTitle = 0.5f;

    /// <summary>What is left of the score of a page that looks like a table of contents; steps are not given to it.</summary>
    public const float Contents = 0.3f;

    /// <summary>Of recommendations: a word in the headings above or in the names of those asked, against the same word in the text.</summary>
    public const float AroundRecommendation = 0.5f;

    /// <summary>Of recommendations: all words in the query's order, side by side, in units of a perfect text.</summary>
    public const float RecommendationAsOnePhrase = 0.5f;

    /// <summary>
    /// Where any of the words will do: how many of the best pages say what is spoken of. On Cranfield and CISI together (nDCG@10 / MAP / recall@100):
    /// without 0.389 / 0.271 / 0.604; 3 pages 0.387 / 0.281 / 0.616; 5 pages 0.396 / 0.287 / 0.620.
    /// </summary>
    public const int FeedbackPages = 5;

    /// <summary>How many of their telling words count: 40 give 0.393 / 0.287 / 0.624.</summary>
    public const int FeedbackWords = 20;

    /// <summary>What the most telling of them weighs against a word that was typed: 0.4 gives 0.395 / 0.288 / 0.622.</summary>
    public const float Feedback = 0.3f;
}
