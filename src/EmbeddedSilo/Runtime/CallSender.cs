using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Sends calls through references: filters, context, cancellation, and the way to the target.</summary>
internal sealed class CallSender(Silo silo)
{
    public static Task SendAsync(GrainReference reference, VoidRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        request.Reference = reference;
        if (reference.Silo.OutgoingFilters.Length > 0)
            return new OutgoingCall(request).RunAsync(() => Begin(reference, request, cancellationToken));

        return Begin(reference, request, cancellationToken);
    }

    public static Task<T> SendAsync<T>(GrainReference reference, ResultRequest<T> request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);

        request.Reference = reference;
        return reference.Silo.OutgoingFilters.Length > 0
            ? SendFilteredAsync(reference, request, cancellationToken)
            : Begin(reference, request, cancellationToken);
    }

    /// <summary>Completes when the call is on its way; failures of the method are logged.</summary>
    public static Task SendOneWayAsync(GrainReference reference, VoidRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        request.Reference = reference;
        if (reference.Silo.OutgoingFilters.Length > 0)
            return new OutgoingCall(request).RunAsync(Post);

        return Post();

        Task Post()
        {
            reference.Silo.Calls.Send(request, cancellationToken);
            return Task.CompletedTask;
        }
    }

    /// <summary>Sends a call to the identity's present activation, or lets it fail.</summary>
    public void Forward(GrainRequest request)
    {
        request.Phase = RequestPhase.Sent;
        request.Reference!.LastTarget = null;
        Route(request);
    }

    /// <summary>Sends a call to where it must go, whatever the directory says.</summary>
    public void SendTo(RequestTarget target, GrainRequest request, GrainReference reference, CancellationToken cancellationToken)
    {
        request.Reference = reference;
        Prepare(request);
        request.Target = target;
        RequestCancellation.Arm(request, silo, cancellationToken);
        target.Post(request);
    }

    private static Task Begin(GrainReference reference, VoidRequest request, CancellationToken cancellationToken)
    {
        var outcome = request.Outcome;
        reference.Silo.Calls.Send(request, cancellationToken);
        return outcome;
    }

    private static Task<T> Begin<T>(GrainReference reference, ResultRequest<T> request, CancellationToken cancellationToken)
    {
        var outcome = request.Outcome;
        reference.Silo.Calls.Send(request, cancellationToken);
        return outcome;
    }

    private static async Task<T> SendFilteredAsync<T>(GrainReference reference, ResultRequest<T> request, CancellationToken cancellationToken)
    {
        var call = new OutgoingCall(request);
        await call.RunAsync(async () => call.Result = await Begin(reference, request, cancellationToken));
        return (T)call.Result!;
    }

    private static void Prepare(GrainRequest request)
    {
        request.Context = RequestContext.Current;
        if (TurnContext.Current is not RequestTarget source)
            return;

        request.Source = source;
        if ((request.Method.Options & GrainMethodOptions.OneWay) == 0 && source.CurrentRequest is { } parent)
        {
            request.Parent = parent;
            parent.LastCall = request;
        }
    }

    private void Send(GrainRequest request, CancellationToken cancellationToken)
    {
        Prepare(request);
        if (request.Method.IsCancellable || request.Method.ResponseTimeout is not null)
        {
            request.Target = Find(request.Reference!);
            RequestCancellation.Arm(request, silo, cancellationToken);
            if (request.IsSettled)
                return;
        }

        Route(request);
    }

    private void Route(GrainRequest request)
    {
        var target = Find(request.Reference!);
        request.Target = target;
        if (target.BacklogLimit > 0 && target.Backlog >= target.BacklogLimit)
        {
            request.Fail(new LimitExceededException("calls waiting for one grain", target.Backlog, target.BacklogLimit, target.Name));
            return;
        }

        target.Post(request);
    }

    /// <summary>Where the next call of a reference goes.</summary>
    public RequestTarget Find(GrainReference reference)
    {
        if (reference.LastTarget?.Pick() is { } known)
            return known;

        while (true)
        {
            var entry = silo.Directory.Find(reference);
            if (entry.Pick() is not { } target)
                continue;

            reference.LastTarget = entry;
            return target;
        }
    }
}
