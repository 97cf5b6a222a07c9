using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>
/// What a write made of an object, in the names of any of its kind's versions: whoever owns a field in one version is told of it in that one, whatever
/// version it was written in.
/// </summary>
/// <param name="before">The object before, in the version that is written, as JSON.</param>
/// <param name="after">The object after, in that version.</param>
internal sealed class VersionedChange(ReadOnlyMemory<byte> before, ApiObject after)
{
    private Dictionary<KindDefinition, FieldComparison>? _others;

    /// <summary>The change in the version that is written.</summary>
    public FieldComparison Written { get; } = TrackedFields.Compare(before, ApiJson.Write(after), after.Definition.MergeType);

    /// <summary>The change in the version in which fields are owned.</summary>
    public FieldComparison In(string apiVersion)
    {
        var kind = FieldVersions.Of(after.Definition, apiVersion);
        if (ReferenceEquals(kind, after.Definition))
            return Written;
        if (_others?.GetValueOrDefault(kind) is { } known)
            return known;
        var change = TrackedFields.Compare(ApiJson.Write(kind.Adopt(ApiJson.Read(after.Definition, before))), ApiJson.Write(kind.Adopt(after)), kind.MergeType);
        (_others ??= [])[kind] = change;
        return change;
    }
}
