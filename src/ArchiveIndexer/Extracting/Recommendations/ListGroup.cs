namespace ArchiveIndexer.Extracting;

/// <summary>What stands between two headings, and under which.</summary>
/// <param name="Kind">What list the nearest heading that opens one has opened.</param>
/// <param name="List">That heading; null where there is none.</param>
/// <param name="Path">All headings above, the outermost first.</param>
internal sealed record ListGroup(ListKind Kind, Passage? List, IReadOnlyList<Passage> Path)
{
    internal List<Passage> Passages { get; } = [];

    /// <summary>A list that is nothing but recommendations.</summary>
    internal bool IsOwn => Kind is ListKind.Recommendations or ListKind.Improvements;

    internal bool Accepts(RecordLabel label) => !label.Code || IsOwn || Kind is ListKind.Joint;

    /// <summary>Parts the passages at the headings, and ends each list where its heading says.</summary>
    internal static List<ListGroup> Of(List<Passage> passages)
    {
        var groups = new List<ListGroup>();
        var path = new List<Passage>();
        var lists = new List<OpenList>();
        var group = new ListGroup(ListKind.Text, null, []);
        foreach (var passage in passages)
        {
            if (passage.IsHeading && passage.Label is null)
            {
                var kind = ListHeading.Of(passage.Text);
                if (lists.Count > 0 && lists[^1].BeginsWith(passage, kind)) kind = ListKind.Text;
                else while (lists.Count > 0 && lists[^1].EndsAt(passage, kind)) lists.RemoveAt(lists.Count - 1);
                Enter(path, passage);
                if (kind is not ListKind.Text) lists.Add(new OpenList(passage, kind));
            }
            else if (passage.Label is { Code: false } && passage.IsHeading)
            {
                while (lists.Count > 0 && lists[^1].Kind is ListKind.Other && lists[^1].Heading.Level >= passage.Level) lists.RemoveAt(lists.Count - 1);
                // "Finding 2: …" is a heading of its own to the recommendation behind it.
                if (passage.Label.Kind == RecommendationKind.Finding) Enter(path, passage);
                else if (group.Kind == KindOf(lists) && !EntersAnew(path, passage))
                {
                    group.Passages.Add(passage);
                    continue;
                }
            }
            else
            {
                if (lists.Count > 0 && lists[^1].IsLeftBy(passage))
                {
                    lists.RemoveAt(lists.Count - 1);
                    Flush();
                }
                if (lists.Count > 0) lists[^1].Began();
                group.Passages.Add(passage);
                continue;
            }
            Flush();
            if (passage.Label is not null) group.Passages.Add(passage);
        }
        Flush();
        return groups;

        void Flush()
        {
            if (group.Passages.Count > 0) groups.Add(group);
            group = new ListGroup(KindOf(lists), lists.Count > 0 ? lists[^1].Heading : null, [.. path]);
        }
    }

    private static ListKind KindOf(List<OpenList> lists) => lists.Count > 0 ? lists[^1].Kind : ListKind.Text;

    private static void Enter(List<Passage> path, Passage heading)
    {
        while (path.Count > 0 && !StandsUnder(heading, path[^1])) path.RemoveAt(path.Count - 1);
        path.Add(heading);
    }

    // A label set larger than the heading above stands no longer under it.
    private static bool EntersAnew(List<Passage> path, Passage label)
    {
        var before = path.Count;
        while (path.Count > 0 && path[^1].Level >= label.Level && ListHeading.Of(path[^1].Text) is ListKind.Text && path[^1].Label is null) path.RemoveAt(path.Count - 1);
        return path.Count != before;
    }

    private static bool StandsUnder(Passage heading, Passage above) => Numbered(heading) && Numbered(above)
        ? Numbering.Within(heading.Number!, above.Number!)
        : heading.Level > above.Level;

    private static bool Numbered(Passage heading) => heading.Number is { } number && Numbering.Depth(number) > 0;

    private sealed class OpenList(Passage heading, ListKind kind)
    {
        private bool began;
        private int? parts;

        internal Passage Heading { get; } = heading;
        internal ListKind Kind { get; } = kind;

        internal void Began() => began = true;

        /// <summary>A heading directly below the list's own is its first part, and those set like it are the others.</summary>
        internal bool BeginsWith(Passage heading, ListKind next)
        {
            if (began || Kind is ListKind.Other || heading.Level < Heading.Level || (Numbered(heading) && Numbered(Heading) && !StandsUnder(heading, Heading))) return false;
            if (next is not ListKind.Text && !ListHeading.IsOpening(heading.Text)) return false;
            parts = heading.Level;
            return began = true;
        }

        /// <summary>Ends at the next heading that stands beside it or higher; but not at the headings of its own parts.</summary>
        internal bool EndsAt(Passage heading, ListKind next)
        {
            if (next is ListKind.Other && ListHeading.IsBackMatter(heading.Text)) return true;
            if (StandsUnder(heading, Heading)) return Kind is ListKind.Improvements && began && parts is null && next is ListKind.Text && !Addressees.IsNameOfOne(heading.Text);
            if (next is not ListKind.Text || Kind is ListKind.Other || (Numbered(heading) && Numbered(Heading))) return true;
            if (heading.Level < Heading.Level) return true;
            if (heading.Level == parts) return false;
            return !(Kind is ListKind.Recommendations && heading.Number is null && Addressees.IsNameOfOne(heading.Text));
        }

        /// <summary>Whether a paragraph counted 8.1 shows that chapter 7 is over, where its heading was not seen.</summary>
        internal bool IsLeftBy(Passage passage) => passage.Number is { } number && Heading.Number is { } own && Numbering.Depth(own) == 1
            && int.TryParse(own, out var chapter) && number.StartsWith($"{chapter + 1}.", StringComparison.Ordinal) && Numbering.Depth(number) > 1;
    }
}
