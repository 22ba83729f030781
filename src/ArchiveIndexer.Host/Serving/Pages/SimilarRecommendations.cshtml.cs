using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>A draft recommendation beside the earlier ones that are nearest in wording.</summary>
public sealed class SimilarRecommendationsModel(RecommendationSearcher searcher, ICatalogue catalogue) : PageModel
{
    private const int Most = 20;

    public string? Draft { get; private set; }
    public SimilarRecommendationsAnswer? Answer { get; private set; }

    public void OnGet(string? text)
    {
        Draft = text;
        if (!string.IsNullOrWhiteSpace(text)) Answer = SimilarRecommendationsAnswer.Of(text, searcher.Similar(text, new RecommendationRequest(), Most), catalogue);
    }
}
