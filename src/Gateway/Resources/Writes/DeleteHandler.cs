using Krewe.Gateway.Bodies;
using Krewe.Gateway.Failures;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Microsoft.AspNetCore.Http;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Deletes objects, one or all that match.</summary>
internal sealed class DeleteHandler(IGrainFactory grains, RequestBodies bodies, AnswerWriter answers)
{
    /// <summary>Serves the deletion of one object.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!(await bodies.ReadAsync(request)).TryGet(out var options, out var failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        switch (await grains.GetObject(request.Path.ObjectId).Delete(options, request.Cancellation))
        {
            case WriteOutcome.Written { Removed: true } removed when !request.Path.Kind.ShowsDeleted:
                await request.Http.SendRecordAsync(StatusCodes.Status200OK, Statuses.Removed(removed.Document));
                break;
            case var outcome:
                await answers.SendWriteAsync(request, outcome, StatusCodes.Status200OK);
                break;
        }
    }
}
