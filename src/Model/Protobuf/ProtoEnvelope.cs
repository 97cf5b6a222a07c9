using Krewe.Model.Kinds;

namespace Krewe.Model.Protobuf;

/// <summary>
/// How Kubernetes sends protobuf: four magic bytes, then a <c>runtime.Unknown</c> with apiVersion, kind and the message.
/// </summary>
internal readonly ref struct ProtoEnvelope
{
    private const int TypicalLength = 4096;

    private readonly string _apiVersion;
    private readonly string _kind;

    private ProtoEnvelope(string apiVersion, string kind, ReadOnlySpan<byte> raw)
    {
        _apiVersion = apiVersion;
        _kind = kind;
        Raw = raw;
    }

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>What the message is; what is not said is as expected.</summary>
    public GroupVersionKind Gvk(GroupVersionKind expected) =>
        GroupVersionKind.Parse(_apiVersion.Length == 0 ? expected.ApiVersion : _apiVersion, _kind.Length == 0 ? expected.Kind : _kind);

    public static ProtoEnvelope Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
            throw new ProtoDecodingException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = [];
        var unknown = new ProtoReader(body[Magic.Length..]);
        while (unknown.NextField(out var number))
        {
            switch (number)
            {
                case 1: (apiVersion, kind) = ReadTypeMeta(unknown.ReadMessage()); break;
                case 2: raw = unknown.ReadDelimited(); break;
                case 3 when unknown.ReadString() is { Length: > 0 } encoding:
                    throw new ProtoDecodingException($"content encoding {encoding} is not supported");
                case 3: break;
                default: unknown.Skip(); break;
            }
        }
        return new ProtoEnvelope(apiVersion, kind, raw);
    }

    /// <summary>Finishes a message whose fields have been written, and returns it in its envelope.</summary>
    public static ReadOnlyMemory<byte> Finish(ref ProtoWriter message, string apiVersion, string kind)
    {
        message.EndMessage(2, 0);
        var mark = message.Mark;
        message.Text(2, kind);
        message.Text(1, apiVersion);
        message.EndMessage(1, mark);
        message.Raw(Magic);
        return message.Written.ToArray();
    }

    public static ProtoWriter NewWriter() => new(TypicalLength);

    private static (string ApiVersion, string Kind) ReadTypeMeta(ProtoReader message)
    {
        var (apiVersion, kind) = ("", "");
        while (message.NextField(out var number))
        {
            switch (number)
            {
                case 1: apiVersion = message.ReadString(); break;
                case 2: kind = message.ReadString(); break;
                default: message.Skip(); break;
            }
        }
        return (apiVersion, kind);
    }
}
