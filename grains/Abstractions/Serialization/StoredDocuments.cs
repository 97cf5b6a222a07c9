using Krewe.Model.CustomResources;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;

namespace Krewe.Grains.Serialization;

/// <summary>
/// Reads documents from storage and from other silos, in whichever version they are. What is of a custom kind gets a kind that knows its names alone, which the JSON and the
/// collection's name tell; so nobody needs to know definitions to read, and whoever goes by their rules adopts the document first.
/// </summary>
public static class StoredDocuments
{
    /// <summary>The kind of a collection's objects, as far as the collection's name tells.</summary>
    public static KindDefinition KindOf(string collection) => KindRegistry.FindCollection(collection)
        ?? CustomKind.Named(collection, new GroupVersionKind(collection[(collection.IndexOf('.', StringComparison.Ordinal) + 1)..], "", ""));

    /// <summary>A document of a collection, in the version in which it was written.</summary>
    public static ApiDocument Read(string collection, long revision, ReadOnlyMemory<byte> json)
    {
        var kind = KindRegistry.FindCollection(collection);
        if (kind is null)
            return ApiDocument.Stored(CustomKind.Named(collection, ApiJson.KindOf(json)), revision, json);
        return ApiDocument.Stored(KindRegistry.HasOtherVersions(kind) ? KindRegistry.Find(ApiJson.KindOf(json)) ?? kind : kind, revision, json);
    }

    /// <summary>A document of a collection from storage, in the version that is stored now; it may have been written by a release that stored another.</summary>
    public static ApiDocument ReadStored(string collection, long revision, ReadOnlyMemory<byte> json)
    {
        var document = Read(collection, revision, json);
        return document.Definition.Stored.Adopt(document);
    }
}
