namespace Krewe.Storage.Backups;

/// <summary>
/// The form of a backup file, the same for every database.
/// </summary>
/// <remarks>
/// <para>The first line is <c>krewe-backup VERSION</c>, as it stands. All that follows is one gzip stream of records: a byte for the kind, four
/// for the length (little-endian, like every number), the content.</para>
/// <code>
/// H  header        JSON of BackupHeader; once, first
/// F  file          length of the name (4), name in UTF-8, content
/// C  collection    revision (8), name in UTF-8
/// O  object        revision (8), length of the key (4), key in UTF-8, document; belongs to the collection before it
/// E  end           SHA-256 of the first line and all records before this one; once, last
/// </code>
/// <para>The checksum finds damage, not malice: whoever can write a backup can write its checksum. A reader refuses a version that it does
/// not know, so any change of this form is a new version.</para>
/// </remarks>
internal static class BackupFormat
{
    public const int Version = 1;

    /// <summary>What the first line begins with.</summary>
    public const string Name = "krewe-backup ";

    /// <summary>Longest first line that a reader looks at.</summary>
    public const int LongestFirstLine = 32;

    /// <summary>Longest record: far beyond what a document may have, and short of what would exhaust the memory.</summary>
    public const int LongestRecord = 64 << 20;

    public const int PrefixLength = 5;

    public const byte Header = (byte)'H';
    public const byte File = (byte)'F';
    public const byte Collection = (byte)'C';
    public const byte Item = (byte)'O';
    public const byte End = (byte)'E';
}
