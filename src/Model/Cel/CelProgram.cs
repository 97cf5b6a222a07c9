namespace Krewe.Model.Cel;

/// <summary>
/// An expression of the Common Expression Language (the CEL specification of cel.dev, with Kubernetes' libraries), ready to be evaluated. Expressions have no
/// effects, end (see <see cref="CelBudget"/>), and see nothing but the variables that they are given.
/// </summary>
internal sealed class CelProgram
{
    /// <summary>So long an expression may be, in characters.</summary>
    public const int MaxLength = 100_000;

    private readonly CelNode _node;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private CelProgram(CelNode node, CelType type)
    {
        (_node, Type) = (node, type);
        Gather(node);
    }

    /// <summary>What it evaluates to.</summary>
    public CelType Type { get; }

    /// <summary>Reads and checks an expression.</summary>
    /// <param name="source">The text.</param>
    /// <param name="variables">The variables that it may use.</param>
    /// <exception cref="CelException">It is no expression, or none that could ever be evaluated.</exception>
    public static CelProgram Compile(string source, CelScope<CelType>? variables)
    {
        if (source.Length > MaxLength)
            throw new CelException($"expression code point size exceeds limit: size: {source.Length}, limit {MaxLength}", 0);
        var node = CelParser.Parse(source);
        return new CelProgram(node, CelChecker.Check(node, variables));
    }

    /// <summary>True if it uses a variable.</summary>
    public bool Uses(string variable) => _names.Contains(variable);

    /// <summary>The value, or a <see cref="CelError"/>.</summary>
    /// <exception cref="CelBudgetException">It takes too many steps.</exception>
    public object? Evaluate(CelScope<object?>? variables, CelBudget budget)
    {
        budget.Begin();
        return new CelEvaluator(budget).Evaluate(_node, variables);
    }

    private void Gather(CelNode node)
    {
        if (node is CelName name)
            _names.Add(name.Name);
        foreach (var part in node.Parts)
            Gather(part);
    }
}
