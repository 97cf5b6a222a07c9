using System.Buffers;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Tables;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Yaml;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Responses;

/// <summary>Sends objects and lists in the form that was agreed on. JSON of objects is sent as it is kept, never made anew.</summary>
internal sealed class AnswerWriter(TimeProvider time)
{
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();
    private static readonly ReadOnlyMemory<byte> ListEnd = "]}"u8.ToArray();

    /// <summary>Sends one object.</summary>
    public Task SendObjectAsync(ResourceRequest request, ApiDocument document, int statusCode) =>
        SendAdoptedAsync(request, request.Path.Kind.Adopt(document), statusCode);

    private Task SendAdoptedAsync(ResourceRequest request, ApiDocument document, int statusCode) => request.Form switch
    {
        { View: View.Table } => SendTableAsync(request, new ListPage(new[] { document }, new ListMeta { ResourceVersion = document.Metadata.ResourceVersion }), statusCode),
        { View: View.Metadata, Encoding: Negotiation.Encoding.Protobuf, ViewVersion: var version } =>
            request.Http.SendAsync(statusCode, MediaTypes.Protobuf, PartialMetadata.Protobuf(document, version)),
        { View: View.Metadata, ViewVersion: var version } => SendBufferAsync(request, statusCode, output => PartialMetadata.Write(output, document, version)),
        { Encoding: Negotiation.Encoding.Protobuf } => request.Http.SendAsync(statusCode, MediaTypes.Protobuf, ApiProtobuf.Write(document.Object)),
        { Encoding: Negotiation.Encoding.Yaml } => request.Http.SendAsync(statusCode, MediaTypes.Yaml, JsonYaml.Convert(document.Json)),
        _ => request.Http.SendJsonAsync(statusCode, document.Json),
    };

    /// <summary>Sends a list.</summary>
    public Task SendListAsync(ResourceRequest request, ListPage page) => SendAdoptedAsync(request, request.Path.Kind is { AdoptsDocuments: true } kind
        ? page with { Documents = page.Documents.ToArray().Select(kind.Adopt).ToArray() }
        : page);

    private Task SendAdoptedAsync(ResourceRequest request, ListPage page) => request.Form switch
    {
        { View: View.Table } => SendTableAsync(request, page, StatusCodes.Status200OK),
        { View: View.Metadata, Encoding: Negotiation.Encoding.Protobuf, ViewVersion: var version } => request.Http.SendAsync(StatusCodes.Status200OK, MediaTypes.Protobuf,
            ApiProtobuf.WriteMetadataList($"meta.k8s.io/{version}", page.Metadata, [.. page.Documents.ToArray().Select(document => document.Metadata)])),
        { View: View.Metadata, ViewVersion: var version } => SendMetadataListAsync(request, page, version),
        { Encoding: Negotiation.Encoding.Protobuf } => request.Http.SendAsync(StatusCodes.Status200OK, MediaTypes.Protobuf,
            ApiProtobuf.WriteList(request.Path.Kind, page.Metadata, [.. page.Documents.ToArray().Select(document => document.Object)])),
        { Encoding: Negotiation.Encoding.Yaml } => SendYamlListAsync(request, page),
        _ => SendJsonListAsync(request, page),
    };

    private static async Task SendJsonListAsync(ResourceRequest request, ListPage page)
    {
        var kind = request.Path.Kind;
        var head = ListHead(kind.ListKind, kind.Gvk.ApiVersion, page.Metadata);
        long length = head.Length + ListEnd.Length + Math.Max(0, page.Documents.Length - 1);
        foreach (var document in page.Documents.Span)
            length += document.Json.Length;

        var response = request.Http.Response;
        response.ContentType = MediaTypes.Json;
        if (Compression.Wants(request.Http, length))
        {
            var compressed = Compression.Begin(request.Http);
            await WriteJsonListAsync(new ChunkedOutput(compressed), head, page, request.Cancellation);
            await compressed.CompleteAsync();
            return;
        }
        response.ContentLength = length;
        await WriteJsonListAsync(new ChunkedOutput(response.BodyWriter), head, page, request.Cancellation);
    }

    private static async Task WriteJsonListAsync(ChunkedOutput output, ReadOnlyMemory<byte> head, ListPage page, CancellationToken cancellationToken)
    {
        await output.WriteAsync(head, cancellationToken);
        for (var i = 0; i < page.Documents.Length; i++)
        {
            if (i > 0)
                await output.WriteAsync(Comma, cancellationToken);
            await output.WriteAsync(page.Documents.Span[i].Json, cancellationToken);
        }
        await output.WriteAsync(ListEnd, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private static Task SendYamlListAsync(ResourceRequest request, ListPage page)
    {
        var kind = request.Path.Kind;
        var json = new ArrayBufferWriter<byte>(4096);
        json.Write(ListHead(kind.ListKind, kind.Gvk.ApiVersion, page.Metadata).Span);
        for (var i = 0; i < page.Documents.Length; i++)
        {
            if (i > 0)
                json.Write(","u8);
            json.Write(page.Documents.Span[i].Json.Span);
        }
        json.Write("]}"u8);
        return request.Http.SendAsync(StatusCodes.Status200OK, MediaTypes.Yaml, JsonYaml.Convert(json.WrittenMemory));
    }

    private static Task SendMetadataListAsync(ResourceRequest request, ListPage page, string version) =>
        SendBufferAsync(request, StatusCodes.Status200OK, output =>
        {
            output.Write(ListHead("PartialObjectMetadataList", $"meta.k8s.io/{version}", page.Metadata).Span);
            for (var i = 0; i < page.Documents.Length; i++)
            {
                if (i > 0)
                    output.Write(","u8);
                PartialMetadata.Write(output, page.Documents.Span[i], version);
            }
            output.Write("]}"u8);
        });

    private Task SendTableAsync(ResourceRequest request, ListPage page, int statusCode)
    {
        if (!IncludeObjects.Parse(request.Query.Text("includeObject")).TryGet(out var include, out var failure))
            return request.Http.SendFailureAsync(failure);
        var table = new TableWriter(request.Path.Kind, request.Form.ViewVersion, include);
        return SendBufferAsync(request, statusCode, output => table.Write(output, page.Documents.Span, page.Metadata, withColumns: true, time.GetUtcNow()));
    }

    private static Task SendBufferAsync(ResourceRequest request, int statusCode, Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        write(output);
        return request.Http.SendJsonAsync(statusCode, output.WrittenMemory);
    }

    /// <summary>A list up to its first item.</summary>
    private static ReadOnlyMemory<byte> ListHead(string kind, string apiVersion, ListMeta metadata)
    {
        var head = new ArrayBufferWriter<byte>(256);
        using var json = GatewayJson.NewWriter(head);
        json.WriteStartObject();
        json.WriteString("kind"u8, kind);
        json.WriteString("apiVersion"u8, apiVersion);
        json.WritePropertyName("metadata"u8);
        json.WriteRawValue(ApiJson.Write(metadata).Span, skipInputValidation: true);
        json.WriteStartArray("items"u8);
        json.Flush();
        return head.WrittenMemory;
    }
}
