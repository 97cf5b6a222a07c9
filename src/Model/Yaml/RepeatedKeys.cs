using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Krewe.Model.Yaml;

/// <summary>
/// Lets mappings repeat keys, which the loader of documents refuses: a key that comes again is marked, so that it is another one for the
/// loader and the same for whoever reads it with <see cref="Plain"/>.
/// </summary>
/// <param name="events">The events of the text.</param>
/// <param name="found">Takes what the YAML library of Kubernetes says of each: <c>  line 5: key "k" already set in map</c>.</param>
internal sealed class RepeatedKeys(IParser events, ICollection<string> found) : IParser
{
    // No text of a document holds it but on purpose, and then only to be shortened.
    private const string Mark = "\0repeated ";

    private readonly Stack<Collection> _open = [];
    private int _count;

    public ParsingEvent? Current { get; private set; }

    /// <summary>The key as it was written.</summary>
    public static string Plain(string key) => key.LastIndexOf(Mark, StringComparison.Ordinal) is >= 0 and var mark ? key[..mark] : key;

    /// <summary>True for a key that has come before.</summary>
    public static bool IsMarked(YamlNode key) => key is YamlScalarNode { Value: { } text } && text.Contains(Mark, StringComparison.Ordinal);

    public bool MoveNext()
    {
        if (!events.MoveNext())
            return false;
        Current = events.Current;
        switch (Current)
        {
            case MappingStart:
                IsKey();
                _open.Push(new Collection([]));
                break;
            case SequenceStart:
                IsKey();
                _open.Push(new Collection(null));
                break;
            case MappingEnd or SequenceEnd:
                _open.Pop();
                break;
            case AnchorAlias:
                IsKey();
                break;
            case Scalar scalar when IsKey() && !_open.Peek().Keys!.Add(scalar.Value):
                found.Add(string.Create(CultureInfo.InvariantCulture, $"  line {scalar.Start.Line}: key \"{scalar.Value}\" already set in map"));
                Current = new Scalar(scalar.Anchor, scalar.Tag, string.Create(CultureInfo.InvariantCulture, $"{scalar.Value}{Mark}{_count++}"),
                    scalar.Style, scalar.IsPlainImplicit, scalar.IsQuotedImplicit, scalar.Start, scalar.End);
                break;
        }
        return true;
    }

    /// <summary>True if the node at hand is a key; in a mapping, keys and values take turns.</summary>
    private bool IsKey() => _open.TryPeek(out var collection) && collection.Keys is not null && (collection.AtKey = !collection.AtKey);

    private sealed class Collection(HashSet<string>? keys)
    {
        public HashSet<string>? Keys { get; } = keys;

        public bool AtKey { get; set; }
    }
}
