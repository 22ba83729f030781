using System.Collections.Frozen;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// The words that no page of prose can do without: the commonest of English and of Welsh. Of English prose they make up half, of
/// Welsh nearly as much; of letters that stand for others they make up next to nothing. A list of all words would tell little more,
/// and would have to know every name.
/// </summary>
internal static class KnownWords
{
    /// <summary>To be asked with letters from a text, whatever their case.</summary>
    internal static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup => Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string> Words = (
        // English
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people how too little state good very make world still own see men work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three "
        + "during without within whether however including following further page child children young family mother father parents care social services health support report review board safeguarding professionals risk need needs information practice learning local authority police school case agencies concerns home assessment plan section part number date yes "
        // Welsh
        + "y yr yn i o a ac ar am at gan gyda gyfer wrth dros drwy heb hyd hyn hwn hon hynny yw mae oedd bod wedi ei eu ein eich fy dy ni chi nhw fe fo hi nid ddim na nad neu ond os pan lle sut beth pwy pa mwy un dau dwy tri bob pob holl rhai eraill arall hefyd fel bydd byddai gall gallu ddylai rhaid cael wneud gwneud fod sydd sy roedd gwaith plant plentyn teulu gofal gwasanaethau cymdeithasol iechyd diogelu adolygiad bwrdd cymru dysgu ymarfer blynyddoedd ddau yna "
        // A few of the languages in which leaflets and summaries are handed out; they only show that a page is in some language
        + "w na z do się nie że jest oraz dla przez od po jak co który die der das und den von zu mit ist nicht für auf ein eine sich auch le la les des et du un une dans pour que qui sur est pas au el los las y del se por con una para no su al il di che non per della si de het een van op dat zijn och att det som på av för med den ett nu din ale în că este pe cu da os não em um uma com mais ve bir bu için ile ir kad su ne iš yra ar ka oo waa iyo ku u ee waxaa")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether two letters, each a to z, follow each other in any of these words. In prose and in names nine of ten pairs do, in other
    /// languages eight; where letters stand for others about four.
    /// </summary>
    internal static bool HasPair(char first, char second) => Pairs[((first - 'a') * 26) + second - 'a'];

    private static readonly bool[] Pairs = PairsOf(Words);

    private static bool[] PairsOf(IEnumerable<string> words)
    {
        var pairs = new bool[26 * 26];
        foreach (var word in words)
            for (var i = 1; i < word.Length; i++)
                if (char.IsAsciiLetterLower(word[i - 1]) && char.IsAsciiLetterLower(word[i])) pairs[((word[i - 1] - 'a') * 26) + word[i] - 'a'] = true;
        return pairs;
    }
}
