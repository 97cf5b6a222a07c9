using Krewe.Gateway.Negotiation;
using Krewe.Model.Documents;
using Krewe.Model.Schema;
using Krewe.Model.Yaml;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Responses;

/// <summary>Sends records that are kinds of their own and no persisted objects: a <c>Status</c>, a <c>Scale</c>, a review.</summary>
internal static class RecordAnswers
{
    /// <summary>Sends a record in the encoding that the client likes best, in JSON where it likes none that there is.</summary>
    public static Task SendRecordAsync<T>(this HttpContext context, int statusCode, T record) where T : ApiRecord, IApiRecord<T> =>
        Negotiator.EncodingFor(context.Request.Headers.Accept) switch
        {
            Encoding.Protobuf => context.SendAsync(statusCode, MediaTypes.Protobuf, ApiProtobuf.WriteRecord(record)),
            Encoding.Yaml => context.SendAsync(statusCode, MediaTypes.Yaml, JsonYaml.Convert(ApiJson.Write(record))),
            _ => context.SendJsonAsync(statusCode, ApiJson.Write(record)),
        };
}
