namespace ArchiveIndexer.Extracting;

/// <summary>A block of the body, read for what a list of recommendations is made of.</summary>
/// <param name="page">Where it begins, from 1.</param>
/// <param name="level">Of a heading: 1 to 6; 0 for everything else.</param>
/// <param name="number">As printed, without a full stop or bracket behind it; null when it has none.</param>
/// <param name="text">Without number and bullet.</param>
internal sealed class Passage(int page, int level, string? number, string text)
{
    internal int Page { get; } = page;
    internal int Level { get; } = level;
    internal string? Number { get; } = number;
    internal string Text { get; private set; } = text;
    internal bool Bullet { get; init; }
    internal IReadOnlyList<IReadOnlyList<string>>? Rows { get; init; }
    internal int HeaderRows { get; init; }
    internal RecordLabel? Label { get; set; }

    /// <summary>Stands first on its page.</summary>
    internal bool First { get; init; }

    /// <summary>Not set as a heading, but worded like one.</summary>
    internal bool Guessed { get; init; }

    internal bool IsHeading => Level > 0;
    internal bool IsTable => Rows is not null;

    /// <summary>Says that it is one of several: a bullet, or a number of its own.</summary>
    internal bool IsItem => Bullet || (Number is not null && !IsHeading);

    /// <summary>As a reader would say it: <c>7.1 Recommendations for the Board</c>.</summary>
    internal string Printed => Number is null ? Text : $"{Number} {Text}";

    /// <summary>The rest of a sentence that a page, a box or a change of type has cut off.</summary>
    internal void GoOn(string rest)
    {
        if (Label is { } label) Label = label with { Rest = Joined(label.Rest, rest) };
        Text = Joined(Text, rest);
    }

    internal static string Joined(string text, string rest) =>
        text.Length == 0 ? rest : text[^1] is '-' or '\u2010' && text.Length > 1 && char.IsLetter(text[^2]) ? text + rest : $"{text} {rest}";
}
