using Krewe.Gateway.Forwarding;
using Krewe.Gateway.Hosting;

namespace Krewe.SiloHost.Standby;

/// <summary>
/// Takes every request to the active silo, which may be this one. While there is none, requests wait for it a while: a client notices a
/// takeover as a pause.
/// </summary>
internal sealed class FrontDoor(RoleBoard board, RequestForwarder forwarder, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>How long a request waits for an active silo: longer than a takeover takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How soon a silo that does not take a request is asked again, unless another takes over before.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task HandleAsync(HttpContext context)
    {
        if (IsHealth(context) && board.Current.Role is not SiloRole.Active)
        {
            await AnswerHealthAsync(context);
            return;
        }
        var begun = time.GetTimestamp();
        while (!context.RequestAborted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested && time.GetElapsedTime(begun) < Patience)
        {
            var notice = board.Current;
            switch (notice.Role)
            {
                case SiloRole.Active active when active.Term.Holds:
                    await active.Silo.HandleAsync(context);
                    return;
                case SiloRole.StandingBy when forwarder.IsForwarded(context):
                    await RequestForwarder.RefuseAsync(context);
                    return;
                case SiloRole.StandingBy standingBy:
                    switch (await ForwardAsync(context, standingBy, notice.Ended))
                    {
                        case ForwardOutcome.Answered:
                            return;
                        case ForwardOutcome.Unknown:
                            await context.SendUnavailableAsync("the active server ended before it answered; whether the request took effect is not known");
                            return;
                    }
                    break;
            }
            await Task.Delay(Pause, time, notice.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await context.SendUnavailableAsync("no server is active now");
    }

    private async Task<ForwardOutcome> ForwardAsync(HttpContext context, SiloRole.StandingBy role, CancellationToken ended)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ended, lifetime.ApplicationStopping);
        return await forwarder.ForwardAsync(context, role.ActiveAddress, ending.Token);
    }

    private static bool IsHealth(HttpContext context) => context.Request.Path.Value is "/livez" or "/readyz" or "/healthz";

    /// <summary>Alive is a process that answers. Ready is one that knows the active silo and so can pass requests on.</summary>
    private Task AnswerHealthAsync(HttpContext context)
    {
        var alive = context.Request.Path == "/livez";
        var verbose = context.Request.Query.ContainsKey("verbose");
        var (code, text) = board.Current.Role switch
        {
            SiloRole.StandingBy standingBy when verbose => (StatusCodes.Status200OK, $"[+]standby ok: {standingBy.ActiveAddress} is active\n"),
            SiloRole.StandingBy => (StatusCodes.Status200OK, "ok"),
            _ when alive => (StatusCodes.Status200OK, "ok"),
            _ => (StatusCodes.Status503ServiceUnavailable, "[-]standby failed: no server is active\n"),
        };
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
