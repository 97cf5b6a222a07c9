using System.Collections.Concurrent;
using Krewe.Model.Failures;
using Microsoft.Extensions.Primitives;

namespace Krewe.Gateway.Negotiation;

/// <summary>Chooses the form of an answer from an Accept header. Clients send the same few headers again and again, so choices are kept.</summary>
internal static class Negotiator
{
    private const int MostChoices = 256;
    private const string MetaGroup = "meta.k8s.io";
    private static readonly ConcurrentDictionary<string, AnswerForm?> Choices = new(StringComparer.Ordinal);

    /// <summary>The best form that both sides know, or the failure that says which there are.</summary>
    public static Outcome<AnswerForm> Choose(StringValues accept)
    {
        if (accept.Count == 0)
            return AnswerForm.PlainJson;
        var header = accept.ToString();
        if (!Choices.TryGetValue(header, out var form))
        {
            form = header.Length == 0 ? AnswerForm.PlainJson : MediaRange.ParseAll(header).Select(Match).FirstOrDefault(match => match is not null);
            if (Choices.Count < MostChoices)
                Choices.TryAdd(header, form);
        }
        return form is not null ? form : ApiFailure.NotAcceptable(MediaTypes.Answers);
    }

    private static AnswerForm? Match(MediaRange range) => (range.Type, range.As) switch
    {
        (MediaTypes.Json or "*/*" or "application/*", "") => AnswerForm.PlainJson,
        (MediaTypes.Json, "Table") when range is { Group: MetaGroup, Version: "v1" or "v1beta1" } => new AnswerForm(Encoding.Json, View.Table, range.Version),
        (MediaTypes.Json, "PartialObjectMetadata" or "PartialObjectMetadataList") when range is { Group: MetaGroup, Version: "v1" or "v1beta1" } =>
            new AnswerForm(Encoding.Json, View.Metadata, range.Version),
        (MediaTypes.Protobuf, "") => new AnswerForm(Encoding.Protobuf),
        _ => null,
    };
}
