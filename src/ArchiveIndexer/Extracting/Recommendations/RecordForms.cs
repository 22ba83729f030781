using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads the records of one group by the form in which they are printed: labels, tables, numbers, bullets, or plain paragraphs, the surest first.</summary>
internal static partial class RecordForms
{
    private const int LongestTitle = 200;

    // What is counted under "Findings" and is no sentence is a topic.
    private const int LongestTopic = 60;

    // An inspector's list of what to improve has phrases; where most are longer it is a list of what was found.
    private const int LongestPhrase = 280;

    /// <param name="group">What stands between two headings.</param>
    /// <param name="answers">Whether the file answers recommendations: what follows one is then the answer.</param>
    /// <param name="drafts">Takes what is found.</param>
    internal static void Read(ListGroup group, bool answers, List<Draft> drafts)
    {
        var (labels, tables) = (0, 0);
        foreach (var passage in group.Passages)
        {
            if (passage.Label is { } label && group.Accepts(label)) labels++;
            if (passage.IsTable) tables++;
        }
        var before = drafts.Count;
        if (tables > 0) RecommendationTables.Read(group, drafts);
        if (labels > 0) ReadLabels(group, answers, labels, drafts);
        if (drafts.Count > before) return;
        switch (group.Kind)
        {
            case ListKind.Recommendations or ListKind.Improvements or ListKind.Joint when labels == 0:
                ReadList(group, RecommendationKind.Recommendation, drafts);
                break;
            case ListKind.Questions:
                ReadList(group, RecommendationKind.Question, drafts);
                break;
            case ListKind.Findings or ListKind.LearningPoints:
                ReadCounted(group, drafts);
                break;
            case ListKind.Text or ListKind.Other:
                ReadLeadIns(group, drafts);
                break;
        }
    }

    private static void ReadLabels(ListGroup group, bool answers, int labels, List<Draft> drafts)
    {
        var passages = group.Passages;
        for (var i = 0; i < passages.Count; i++)
        {
            if (passages[i].Label is not { } label || !group.Accepts(label)) continue;
            labels--;
            var draft = new Draft(label.Kind, label.Number, passages[i].Page, group).Begin(label.Rest);
            var sentence = EndsSentence(label.Rest) && (label.Kind != RecommendationKind.LearningPoint || label.Rest.Length > LongestTopic);
            while (i + 1 < passages.Count && passages[i + 1] is { IsTable: false } next && !(next.Label is { } other && group.Accepts(other))
                && Takes(draft, next, sentence, passages[i].IsHeading || !sentence, answers, labels > 0))
            {
                draft.Add(next, next.Bullet || (next.Number is not null && Numbering.Depth(next.Number) < 2));
                i++;
            }
            if (draft.IsEmpty || (answers && OnlyAnswers(draft))) continue;
            // "Recommendation" alone, without number, must ask.
            if (label.Number is null && label.Kind == RecommendationKind.Recommendation && !Asking.Asks(draft.Text)) continue;
            drafts.Add(draft);
        }
    }

    // Whether what follows a label is still its record.
    private static bool Takes(Draft draft, Passage next, bool sentence, bool alone, bool answers, bool more)
    {
        if (draft.Kind == RecommendationKind.Finding)
        {
            // A heading that states the finding is the finding; what follows explains it.
            if (draft.Parts > 0) return draft.EndsInColon && next.IsItem || (draft.LastWasItem && next.Bullet);
            return draft.IsEmpty || (!sentence && draft.Text.AsSpan().Count(' ') < 7);
        }
        var first = draft.Parts == 0 && !sentence;
        if (answers && Asking.OpensAnswer(next.Text)) return false;
        if (first && (alone || draft.Text.Length <= LongestTitle)) return true;
        if (next.Number is { } number && Numbering.Depth(number) > 1) return false;
        if (next.IsItem) return draft.EndsInColon || draft.LastWasItem || (draft.Group.IsOwn && !answers);
        if (draft.EndsInColon || (next.Text.Length > 0 && char.IsLower(next.Text[0]))) return true;
        if (draft.Kind == RecommendationKind.LearningPoint) return false;
        if (draft.Group.IsOwn && !answers) return !Asking.IsIntroduction(next.Text) && (more || Asking.Asks(next.Text));
        return alone && Asking.Asks(next.Text) && !(answers && next.Text.Contains(" will ", StringComparison.Ordinal));
    }

    private static bool OnlyAnswers(Draft draft) => Asking.OpensAnswer(draft.Text) && !Asking.Asks(draft.Text);

    // A list without labels: numbers before bullets, bullets before paragraphs.
    private static void ReadList(ListGroup group, string kind, List<Draft> drafts)
    {
        var passages = group.Passages;
        // What inspectors want improved stands first; the paragraphs that they count come after it.
        var top = group.Kind is ListKind.Improvements && passages.Find(p => p.IsItem) is { Bullet: true } ? null : TopOf(group, kind);
        var before = drafts.Count;
        if (top is not null) ReadNumbers(group, kind, top.Value, drafts);
        if (drafts.Count > before) return;
        if (passages.Exists(p => p.Bullet)) ReadBullets(group, kind, drafts);
        if (drafts.Count > before || kind != RecommendationKind.Recommendation) return;
        foreach (var passage in passages)
            if (!passage.IsItem && !passage.IsTable && passage.Text.Length > 20 && AsksPlainly(group, passage)) drafts.Add(new Draft(kind, passage.Number, passage.Page, group).Begin(passage.Text));
    }

    // How the outermost items are counted: levels of a decimal number, 0 for letters; null when nothing is counted.
    private static int? TopOf(ListGroup group, string kind)
    {
        int? top = null;
        foreach (var passage in group.Passages)
        {
            if (passage.Number is not { } number || passage.Bullet || passage.IsHeading || !IsCounted(group, passage, kind)) continue;
            var depth = Numbering.Depth(number);
            if (top is null || (depth > 0 && (top == 0 || depth < top))) top = depth;
        }
        return top;
    }

    private static bool IsCounted(ListGroup group, Passage passage, string kind)
    {
        if (kind == RecommendationKind.Question) return true;
        if (Asking.IsIntroduction(passage.Text)) return false;
        if (group.Kind is ListKind.Joint) return Asking.AsksPlainly(passage.Text);
        // 1., 2., 3. under the heading is a list; 7.1, or 145., goes on with the count of the paragraphs, which may say other things.
        return Numbering.Depth(passage.Number!) <= 1 && !Continues(passage.Number!) || Asking.Asks(passage.Text);
    }

    private static bool Continues(string number) => number.Length == 3;

    private static void ReadNumbers(ListGroup group, string kind, int top, List<Draft> drafts)
    {
        var passages = group.Passages;
        var last = passages.FindLastIndex(p => p.Number is { } number && Numbering.Depth(number) == top && !p.Bullet);
        Draft? open = null;
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            if (passage.IsTable) continue;
            if (passage.Number is { } number && !passage.Bullet && Numbering.Depth(number) == top)
            {
                open = IsCounted(group, passage, kind) ? new Draft(kind, number, passage.Page, group).Begin(passage.Text) : null;
                if (open is not null) drafts.Add(open);
            }
            else if (open is null) continue;
            else if (passage.IsItem) open.Add(passage, asItem: true);
            else if (open.EndsInColon || StartsSmall(passage) || (i < last && passage.Text[^1] != ':' && group.IsOwn && !Asking.IsIntroduction(passage.Text))) open.Add(passage, asItem: false);
            else open = null;
        }
    }

    private static void ReadBullets(ListGroup group, string kind, List<Draft> drafts)
    {
        var described = group.Kind is ListKind.Improvements && IsDescribed(group);
        Draft? open = null;
        string? leadIn = null;
        var parts = false;
        foreach (var passage in group.Passages)
        {
            if (passage.IsTable) continue;
            if (passage.Bullet && parts && open is not null) open.Add(passage, asItem: true);
            else if (passage.Bullet)
            {
                if (group.Kind is ListKind.Joint && !Asking.AsksPlainly(passage.Text) && leadIn is null)
                {
                    open = null;
                    continue;
                }
                var found = described && !(Addressees.IsAsked(passage.Text) && passage.Text.Contains(" should ", StringComparison.Ordinal));
                open = new Draft(found ? RecommendationKind.Finding : kind, null, passage.Page, group) { Asked = leadIn }.Begin(passage.Text);
                drafts.Add(open);
                parts = open.EndsInColon;
            }
            else if (open is not null && (StartsSmall(passage) || (parts && !passage.IsItem && passage.Text[^1] != ':'))) open.Add(passage, asItem: false);
            else if (open is not null && group.Kind is ListKind.Improvements && passage.Text[^1] != ':') return;
            else
            {
                leadIn = passage.Text.EndsWith(':') ? passage.Text : null;
                (open, parts) = (null, false);
            }
        }
    }

    private static bool IsDescribed(ListGroup group)
    {
        var (phrases, paragraphs) = (0, 0);
        foreach (var passage in group.Passages)
        {
            if (!passage.Bullet) continue;
            if (passage.Text.Length <= LongestPhrase) phrases++;
            else paragraphs++;
        }
        return paragraphs > phrases;
    }

    private static bool AsksPlainly(ListGroup group, Passage passage)
    {
        if (Asking.IsIntroduction(passage.Text) || !(group.Kind is ListKind.Joint ? Asking.AsksPlainly(passage.Text) : Asking.Asks(passage.Text))) return false;
        return Asking.IsImperative(passage.Text) || Addressees.IsAsked(passage.Text) || (group.Kind is ListKind.Recommendations && passage.Text.Length < 900);
    }

    // Findings and learning points without a label: only what is counted 1, 2, 3 under such a heading, or the bullets of "Learning points".
    private static void ReadCounted(ListGroup group, List<Draft> drafts)
    {
        var kind = group.Kind is ListKind.Findings ? RecommendationKind.Finding : RecommendationKind.LearningPoint;
        var next = 1;
        Draft? open = null;
        foreach (var passage in group.Passages)
        {
            if (passage.Number is { } number && int.TryParse(number, out var n) && n == next && (EndsSentence(passage.Text) || passage.Text.Length > LongestTopic))
            {
                drafts.Add(open = new Draft(kind, number, passage.Page, group).Begin(passage.Text));
                next++;
            }
            else if (open is not null && passage.IsItem && open.EndsInColon) open.Add(passage, asItem: true);
            else if (open is not null && StartsSmall(passage)) open.Add(passage, asItem: false);
            else if (next == 1 && passage.Bullet && group.List!.Text.Contains("learning point", StringComparison.OrdinalIgnoreCase)) drafts.Add(open = new Draft(kind, null, passage.Page, group).Begin(passage.Text));
            else open = null;
        }
    }

    // "The review makes the following recommendations:" and a list, wherever it stands.
    private static void ReadLeadIns(ListGroup group, List<Draft> drafts)
    {
        var passages = group.Passages;
        for (var i = 0; i < passages.Count; i++)
        {
            var text = passages[i].Text;
            if (text.Length < 12 || passages[i].IsTable || !text.Contains("ecommendations", StringComparison.Ordinal)) continue;
            if (text.StartsWith("Recommendations include", StringComparison.Ordinal) && text.IndexOf(':', StringComparison.Ordinal) is > 0 and < 60 and var colon)
            {
                foreach (var part in text[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    drafts.Add(new Draft(RecommendationKind.Recommendation, null, passages[i].Page, group) { IsRow = true }.Begin(part.TrimEnd('.')));
                continue;
            }
            if (text[^1] != ':' || !LeadIn().IsMatch(text) || OfOthers().IsMatch(text)) continue;
            while (i + 1 < passages.Count && passages[i + 1] is { IsItem: true } item)
            {
                drafts.Add(new Draft(RecommendationKind.Recommendation, item.Number, item.Page, group) { Asked = text }.Begin(item.Text));
                i++;
            }
        }
    }

    private static bool StartsSmall(Passage passage) => !passage.IsItem && passage.Text.Length > 0 && char.IsLower(passage.Text[0]);

    internal static bool EndsSentence(string text) => text.TrimEnd(' ', '’', '”', '\'', '"', ')', ']') is { Length: > 0 } trimmed && trimmed[^1] is '.' or '?' or '!' or ';';

    [GeneratedRegex(@"\b(?:following (?:\w+ ){0,3}recommendations|recommendations\b[^.]{0,80}\b(?:are|were|include[sd]?|follows?))\b[^.]{0,60}:$", RegexOptions.IgnoreCase)]
    private static partial Regex LeadIn();

    [GeneratedRegex(@"\b(?:had|previous|previously|earlier|last|prior|19\d\d|20\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OfOthers();
}
