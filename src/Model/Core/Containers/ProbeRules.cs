using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of probes and of actions at turning points.</summary>
internal static class ProbeRules
{
    private const string OneHandler = "may not specify more than 1 handler type";

    public static void ValidateAll(Container container, long? graceSeconds, FieldPath path, FieldErrors errors)
    {
        Validate(container.LivenessProbe, path.Child("livenessProbe"), errors);
        Validate(container.ReadinessProbe, path.Child("readinessProbe"), errors);
        Validate(container.StartupProbe, path.Child("startupProbe"), errors);
        MustSucceedOnce(container.LivenessProbe, path.Child("livenessProbe"), errors);
        MustSucceedOnce(container.StartupProbe, path.Child("startupProbe"), errors);
        if (container.ReadinessProbe?.TerminationGracePeriodSeconds is { } seconds)
            errors.Invalid(path.Child("readinessProbe").Child("terminationGracePeriodSeconds"), seconds, "must not be set for readinessProbes");
        if (container.Lifecycle?.PostStart is { } start)
            ValidateAction(start, graceSeconds, path.Child("lifecycle").Child("postStart"), errors);
        if (container.Lifecycle?.PreStop is { } stop)
            ValidateAction(stop, graceSeconds, path.Child("lifecycle").Child("preStop"), errors);
    }

    private static void Validate(Probe? probe, FieldPath path, FieldErrors errors)
    {
        if (probe is null)
            return;
        ValidateHandler(
            [
                ("exec", probe.Exec is { } exec ? p => ValidateExec(exec, p, errors) : null),
                ("httpGet", probe.HttpGet is { } get ? p => ValidateGet(get, p, errors) : null),
                ("tcpSocket", probe.TcpSocket is { } socket ? p => PortRules.ValidateNumberOrName(socket.Port, p.Child("port"), errors) : null),
                ("grpc", probe.Grpc is { } grpc ? p => errors.Invalid(p.Child("port"), grpc.Port, NameRules.PortNumber(grpc.Port ?? 0)) : null),
            ],
            path, errors);
        errors.NotNegative(path.Child("initialDelaySeconds"), probe.InitialDelaySeconds);
        errors.NotNegative(path.Child("timeoutSeconds"), probe.TimeoutSeconds);
        errors.NotNegative(path.Child("periodSeconds"), probe.PeriodSeconds);
        errors.NotNegative(path.Child("successThreshold"), probe.SuccessThreshold);
        errors.NotNegative(path.Child("failureThreshold"), probe.FailureThreshold);
        if (probe.TerminationGracePeriodSeconds <= 0)
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), probe.TerminationGracePeriodSeconds, "must be greater than 0");
    }

    private static void MustSucceedOnce(Probe? probe, FieldPath path, FieldErrors errors)
    {
        if (probe is not null && probe.SuccessThreshold != 1)
            errors.Invalid(path.Child("successThreshold"), probe.SuccessThreshold ?? 0, "must be 1");
    }

    private static void ValidateAction(LifecycleHandler action, long? graceSeconds, FieldPath path, FieldErrors errors) => ValidateHandler(
        [
            ("exec", action.Exec is { } exec ? p => ValidateExec(exec, p, errors) : null),
            ("httpGet", action.HttpGet is { } get ? p => ValidateGet(get, p, errors) : null),
            ("tcpSocket", action.TcpSocket is { } socket ? p => PortRules.ValidateNumberOrName(socket.Port, p.Child("port"), errors) : null),
            ("sleep", action.Sleep is { } sleep ? p => ValidateSleep(sleep, graceSeconds, p, errors) : null),
        ],
        path, errors);

    /// <summary>Exactly one handler must be given, and it must be right; the first one counts.</summary>
    private static void ValidateHandler(ReadOnlySpan<(string Field, Action<FieldPath>? Validate)> handlers, FieldPath path, FieldErrors errors)
    {
        var found = false;
        foreach (var (field, validate) in handlers)
        {
            if (validate is null)
                continue;
            if (found)
                errors.Forbidden(path.Child(field), OneHandler);
            else
                validate(path.Child(field));
            found = true;
        }
        if (!found)
            errors.Required(path, "must specify a handler type");
    }

    private static void ValidateExec(ExecAction exec, FieldPath path, FieldErrors errors)
    {
        if (exec.Command.Count == 0)
            errors.Required(path.Child("command"));
    }

    private static void ValidateGet(HTTPGetAction get, FieldPath path, FieldErrors errors)
    {
        TextRules.Required(get.Path, path.Child("path"), errors);
        PortRules.ValidateNumberOrName(get.Port, path.Child("port"), errors);
        EnumRules.Optional(get.Scheme, path.Child("scheme"), errors);
        foreach (var header in get.HttpHeaders)
            errors.Invalid(path.Child("httpHeaders"), header.Name ?? "", NameRules.HttpHeader(header.Name ?? ""));
    }

    private static void ValidateSleep(SleepAction sleep, long? graceSeconds, FieldPath path, FieldErrors errors)
    {
        if (sleep.Seconds is not { } seconds || seconds < 0 || seconds > (graceSeconds ?? long.MaxValue))
        {
            errors.Invalid(
                path,
                sleep.Seconds ?? 0,
                FormattableString.Invariant($"must be non-negative and less than terminationGracePeriodSeconds ({graceSeconds ?? 0})"));
        }
    }
}
