using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host.Serving;

/// <summary>
/// What a steward has taken down is shown to nobody. One gate stands before every address of a publication or a review, those to come
/// included; lists leave out what is behind it.
/// </summary>
public static class Suspension
{
    /// <summary>The whole of what a reader is told: neither title nor reason, which may be what had to go.</summary>
    public const string Sentence = "The archive’s steward has suspended this publication. It is not shown while that lasts; nothing of it has been lost.";

    /// <summary>What a reader is told of what is not even in the archive any more.</summary>
    public const string Erased = "This publication was erased from the archive by order. Neither its file nor its text is kept any more.";

    /// <summary>What this answer says: <see cref="Sentence"/> or <see cref="Erased"/>.</summary>
    public static string SentenceOf(HttpContext context) => context.Items[nameof(Suspension)] as string ?? Sentence;

    /// <summary>Whether a reader may see that a publication exists.</summary>
    public static bool IsShown(PublicationRecord record) => record.Status != PublicationStatus.Suppressed;

    /// <summary>Answers 410 (RFC 9110 §15.5.11) in the place of the endpoint that was found, where that is a suspended publication's.</summary>
    public static void UseSuspension(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetRouteValue("id") is string id && WhyNot(context.Request.Path, id, context.RequestServices.GetRequiredService<ICatalogue>()) is { } sentence ? RefuseAsync(context, sentence) : next(context));

    private static string? WhyNot(PathString path, string id, ICatalogue catalogue)
    {
        var asked = path.StartsWithSegments("/publications") || path.StartsWithSegments("/api/publications") ? catalogue.FindPublication(id) is { } record ? [record] : []
            : path.StartsWithSegments("/reviews") || path.StartsWithSegments("/api/reviews") ? catalogue.PublicationsOfReview(id) : [];
        return asked.Count == 0 || asked.Any(IsShown) ? null : asked.All(record => record is { Erasure: not null, Editions.Count: 0 }) ? Erased : Sentence;
    }

    private static Task RefuseAsync(HttpContext context, string sentence)
    {
        context.Items[nameof(Suspension)] = sentence;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Path.StartsWithSegments("/api")) return Results.Problem(sentence, statusCode: 410).ExecuteAsync(context);
        // The page for it is shown by whoever shows pages of trouble.
        context.Response.StatusCode = 410;
        return Task.CompletedTask;
    }
}
