using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Protobuf;
using Krewe.Model.Schema;
using Krewe.Model.Schema.Codecs;

namespace Krewe.Model.Documents;

/// <summary>
/// Protobuf of API objects as <c>application/vnd.kubernetes.protobuf</c> has it, envelope included. Fields that Krewe does not know
/// have no numbers and are left out.
/// </summary>
public static class ApiProtobuf
{
    /// <summary>Writes an object.</summary>
    public static ReadOnlyMemory<byte> Write(ApiObject value) => Write(value, value.Definition.Gvk.ApiVersion, value.Definition.Gvk.Kind);

    /// <summary>Writes a record that is a kind of its own, such as <c>Status</c>.</summary>
    public static ReadOnlyMemory<byte> WriteRecord<T>(T value) where T : ApiRecord, IApiRecord<T> =>
        Write(value, T.Schema.ApiVersion ?? "v1", T.Schema.Kind ?? T.Schema.Name);

    /// <summary>Writes a list of objects of one kind.</summary>
    public static ReadOnlyMemory<byte> WriteList(KindDefinition kind, ListMeta metadata, IReadOnlyList<ApiObject> items)
    {
        var writer = ProtoEnvelope.NewWriter();
        try
        {
            for (var i = items.Count - 1; i >= 0; i--)
            {
                var mark = writer.Mark;
                items[i].WriteProto(ref writer);
                writer.EndMessage(2, mark);
            }
            RecordFieldCodec<ListMeta>.WriteProto(ref writer, 1, metadata);
            return ProtoEnvelope.Finish(ref writer, kind.Gvk.ApiVersion, kind.ListKind);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes metadata as an object that has nothing else: a <c>PartialObjectMetadata</c>, or the object of a bookmark.</summary>
    public static ReadOnlyMemory<byte> WriteMetadata(string apiVersion, string kind, ObjectMeta metadata)
    {
        var writer = ProtoEnvelope.NewWriter();
        try
        {
            RecordFieldCodec<ObjectMeta>.WriteProto(ref writer, 1, metadata);
            return ProtoEnvelope.Finish(ref writer, apiVersion, kind);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes a <c>PartialObjectMetadataList</c>.</summary>
    public static ReadOnlyMemory<byte> WriteMetadataList(string apiVersion, ListMeta metadata, IReadOnlyList<ObjectMeta> items)
    {
        var writer = ProtoEnvelope.NewWriter();
        try
        {
            for (var i = items.Count - 1; i >= 0; i--)
            {
                var mark = writer.Mark;
                RecordFieldCodec<ObjectMeta>.WriteProto(ref writer, 1, items[i]);
                writer.EndMessage(2, mark);
            }
            RecordFieldCodec<ListMeta>.WriteProto(ref writer, 1, metadata);
            return ProtoEnvelope.Finish(ref writer, apiVersion, "PartialObjectMetadataList");
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static ReadOnlyMemory<byte> Write(ApiRecord value, string apiVersion, string kind)
    {
        var writer = ProtoEnvelope.NewWriter();
        try
        {
            value.WriteProto(ref writer);
            return ProtoEnvelope.Finish(ref writer, apiVersion, kind);
        }
        finally
        {
            writer.Dispose();
        }
    }
}
