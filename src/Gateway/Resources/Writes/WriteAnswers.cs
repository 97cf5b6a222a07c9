using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Grains.Objects;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Answers writes from what became of them.</summary>
internal static class WriteAnswers
{
    /// <summary>Sends the written object, or why it was not written.</summary>
    public static Task SendWriteAsync(this AnswerWriter answers, ResourceRequest request, WriteOutcome outcome, int statusCode, IReadOnlyList<string>? warnings = null)
    {
        if (warnings is not null)
            request.Http.AddWarnings(warnings);
        switch (outcome)
        {
            case WriteOutcome.Written written:
                request.Http.AddWarnings(written.Warnings);
                if (request.Verb is not (ApiVerb.Delete or ApiVerb.DeleteCollection))
                    request.Http.AddWarnings(request.Path.Kind.Warnings(written.Document.Outline));
                return answers.SendObjectAsync(request, written.Document, statusCode);
            case WriteOutcome.Refused refused:
                return request.Http.SendFailureAsync(refused.Failure);
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}");
        }
    }
}
