using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Krewe.Model.Generators;

/// <summary>
/// Completes every <c>sealed partial record X : ApiRecord</c>: constructors that read JSON and protobuf, methods that write them, the
/// description of its fields, and equality by content.
/// </summary>
[Generator]
public sealed class RecordGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var records = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is RecordDeclarationSyntax { BaseList: not null },
            static (syntax, cancellation) => syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellation) is INamedTypeSymbol symbol
                && RecordModel.TryCreate(symbol, out var model, out var problem)
                    ? new Generated(model is null ? "" : model.HintName, model is null ? "" : RecordEmitter.Emit(model), problem)
                    : null);

        context.RegisterSourceOutput(records, static (output, generated) =>
        {
            if (generated is null)
                return;
            if (generated.Problem is { } problem)
                output.ReportDiagnostic(Diagnostic.Create(Unsupported, Location.None, problem));
            else
                output.AddSource(generated.HintName, generated.Source);
        });
    }

    private static readonly DiagnosticDescriptor Unsupported =
        new("KRM001", "Record of the API that cannot be completed", "{0}", "Krewe.Model", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private sealed record Generated(string HintName, string Source, string? Problem);
}
