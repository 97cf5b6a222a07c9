using Krewe.Gateway.Resources;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Gateway.Bodies;

/// <summary>Reads and decodes the bodies of requests, in whichever of the API's formats they come.</summary>
internal sealed class RequestBodies(GatewayOptions limits)
{
    /// <summary>Reads an object of the kind that the URL names.</summary>
    public async Task<Outcome<Decoded<ApiObject>>> ReadObjectAsync(ResourceRequest request, FieldValidation validation)
    {
        if (ApiDecoder.FormatOf(request.Http.Request.ContentType) is not { } format)
            return ApiFailure.UnsupportedMediaType(ApiDecoder.MediaTypes);
        return (await ReadBytesAsync(request)).TryGet(out var body, out var failure)
            ? ApiDecoder.Decode(format, body, request.Path.Kind, validation)
            : failure;
    }

    /// <summary>Reads a record that is a kind of its own; <paramref name="absent"/> stands for an empty body, where one is allowed.</summary>
    public async Task<Outcome<T>> ReadRecordAsync<T>(ResourceRequest request, FieldValidation validation, T? absent = null)
        where T : ApiRecord, IApiRecord<T>
    {
        if (ApiDecoder.FormatOf(request.Http.Request.ContentType) is not { } format)
            return ApiFailure.UnsupportedMediaType(ApiDecoder.MediaTypes);
        if (!(await ReadBytesAsync(request)).TryGet(out var body, out var failure))
            return failure;
        if (body.IsEmpty && absent is not null)
            return absent;
        return ApiDecoder.Decode<T>(format, body, validation).TryGet(out var decoded, out failure) ? decoded.Value : failure;
    }

    /// <summary>Reads a body as it is.</summary>
    public Task<Outcome<ReadOnlyMemory<byte>>> ReadBytesAsync(ResourceRequest request) =>
        BodyReader.ReadAsync(request.Http, limits.MaxBodyBytes, request.Cancellation);
}
