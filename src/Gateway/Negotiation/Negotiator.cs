using System.Collections.Concurrent;
using Krewe.Model.Failures;
using Microsoft.Extensions.Primitives;

namespace Krewe.Gateway.Negotiation;

/// <summary>Chooses the form of an answer from an Accept header. Clients send the same few headers again and again, so choices are kept.</summary>
internal static class Negotiator
{
    private const int MostChoices = 256;
    private const string MetaGroup = "meta.k8s.io";
    private static readonly ConcurrentDictionary<string, IReadOnlyList<AnswerForm>> Choices = new(StringComparer.Ordinal);

    /// <summary>The best form that both sides know, or the failure that says which there are.</summary>
    /// <param name="accept">The header.</param>
    /// <param name="protobuf">False where the answer has no form in protobuf.</param>
    public static Outcome<AnswerForm> Choose(StringValues accept, bool protobuf = true)
    {
        if (accept.Count == 0)
            return AnswerForm.PlainJson;
        foreach (var form in FormsOf(accept.ToString()))
        {
            if (protobuf || form.Encoding != Encoding.Protobuf)
                return form;
        }
        return ApiFailure.NotAcceptable(protobuf ? MediaTypes.Answers : MediaTypes.AnswersWithoutProtobuf);
    }

    /// <summary>How to encode what is no object and must be said in any case: a status. JSON where the client accepts nothing that there is.</summary>
    public static Encoding EncodingFor(StringValues accept) => Choose(accept).TryGet(out var form, out _) ? form.Encoding : Encoding.Json;

    /// <summary>The forms that a client accepts and the gateway has, best first.</summary>
    private static IReadOnlyList<AnswerForm> FormsOf(string header)
    {
        if (Choices.TryGetValue(header, out var forms))
            return forms;
        forms = header.Length == 0 ? [AnswerForm.PlainJson] : [.. MediaRange.ParseAll(header).Select(Match).OfType<AnswerForm>()];
        if (Choices.Count < MostChoices)
            Choices.TryAdd(header, forms);
        return forms;
    }

    private static AnswerForm? Match(MediaRange range) => (range.Type, range.As) switch
    {
        (MediaTypes.Json or "*/*" or "application/*", "") => AnswerForm.PlainJson,
        (MediaTypes.Json, "Table") when IsMeta(range) => new AnswerForm(Encoding.Json, View.Table, range.Version),
        (MediaTypes.Json, "PartialObjectMetadata" or "PartialObjectMetadataList") when IsMeta(range) => new AnswerForm(Encoding.Json, View.Metadata, range.Version),
        (MediaTypes.Protobuf, "PartialObjectMetadata" or "PartialObjectMetadataList") when IsMeta(range) => new AnswerForm(Encoding.Protobuf, View.Metadata, range.Version),
        (MediaTypes.Protobuf, "") => new AnswerForm(Encoding.Protobuf),
        (MediaTypes.Yaml, "") => new AnswerForm(Encoding.Yaml),
        _ => null,
    };

    private static bool IsMeta(MediaRange range) => range is { Group: MetaGroup, Version: "v1" or "v1beta1" };
}
